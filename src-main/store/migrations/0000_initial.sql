CREATE TABLE `analysis_chunk` (
	`recordingId` integer NOT NULL,
	`chunkIndex` integer NOT NULL,
	`fromOffsetMs` integer NOT NULL,
	`toOffsetMs` integer NOT NULL,
	`sampledFrames` integer NOT NULL,
	`decodeErrors` integer NOT NULL,
	`provenance` text NOT NULL,
	PRIMARY KEY(`recordingId`, `chunkIndex`),
	FOREIGN KEY (`recordingId`) REFERENCES `recording`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `outfit` (
	`trackletId` integer PRIMARY KEY NOT NULL,
	`top` text,
	`bottom` text,
	`shoes` text,
	FOREIGN KEY (`trackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `tracklet` (
	`id` integer PRIMARY KEY NOT NULL,
	`recordingId` integer NOT NULL,
	`chunkIndex` integer NOT NULL,
	`startOffsetMs` real NOT NULL,
	`endOffsetMs` real NOT NULL,
	`boxCount` integer NOT NULL,
	`meanScore` real NOT NULL,
	`path` blob NOT NULL,
	`crops` text NOT NULL,
	FOREIGN KEY (`recordingId`) REFERENCES `recording`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `tracklet_recording` ON `tracklet` (`recordingId`,`startOffsetMs`);--> statement-breakpoint
CREATE TABLE `tracklet_embedding` (
	`trackletId` integer PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`vector` blob NOT NULL,
	FOREIGN KEY (`trackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `job` (
	`id` integer PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`payload` text NOT NULL,
	`title` text NOT NULL,
	`status` text NOT NULL,
	`priority` integer NOT NULL,
	`dedupeKey` text,
	`barrier` integer DEFAULT 0 NOT NULL,
	`recordingId` integer,
	`progress` real DEFAULT 0 NOT NULL,
	`phase` text,
	`speedXRealtime` real,
	`attempts` integer DEFAULT 0 NOT NULL,
	`crashes` integer DEFAULT 0 NOT NULL,
	`leaseOwner` text,
	`leaseUntilUtcMs` integer,
	`error` text,
	`summary` text,
	`createdUtcMs` integer NOT NULL,
	`startedUtcMs` integer,
	`finishedUtcMs` integer
);
--> statement-breakpoint
CREATE INDEX `job_next` ON `job` (`status`,`barrier`,`priority`,`id`);--> statement-breakpoint
CREATE INDEX `job_dedupe` ON `job` (`dedupeKey`);--> statement-breakpoint
CREATE INDEX `job_recording` ON `job` (`recordingId`);--> statement-breakpoint
CREATE INDEX `job_state` ON `job` (`status`,`type`,`createdUtcMs`,`finishedUtcMs`);--> statement-breakpoint
CREATE TABLE `journey` (
	`id` integer PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`confidence` real NOT NULL
);
--> statement-breakpoint
CREATE TABLE `journey_stop` (
	`journeyId` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`trackletId` integer NOT NULL,
	PRIMARY KEY(`journeyId`, `ordinal`),
	FOREIGN KEY (`journeyId`) REFERENCES `journey`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`trackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `journey_stop_trackletId_unique` ON `journey_stop` (`trackletId`);--> statement-breakpoint
CREATE TABLE `link` (
	`fromTrackletId` integer PRIMARY KEY NOT NULL,
	`toTrackletId` integer NOT NULL,
	`posterior` real NOT NULL,
	`margin` real NOT NULL,
	`grade` text NOT NULL,
	`appearanceLlr` real NOT NULL,
	`transitLlr` real NOT NULL,
	`colourLlr` real NOT NULL,
	FOREIGN KEY (`fromTrackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`toTrackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `link_to` ON `link` (`toTrackletId`);--> statement-breakpoint
CREATE TABLE `link_candidate` (
	`fromTrackletId` integer NOT NULL,
	`rank` integer NOT NULL,
	`toTrackletId` integer NOT NULL,
	`posterior` real NOT NULL,
	`appearanceLlr` real NOT NULL,
	`transitLlr` real NOT NULL,
	`colourLlr` real NOT NULL,
	PRIMARY KEY(`fromTrackletId`, `rank`),
	FOREIGN KEY (`fromTrackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`toTrackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `link_candidate_to` ON `link_candidate` (`toTrackletId`);--> statement-breakpoint
CREATE TABLE `media_asset` (
	`id` integer PRIMARY KEY NOT NULL,
	`recordingId` integer NOT NULL,
	`kind` text NOT NULL,
	`relativePath` text NOT NULL,
	`sizeBytes` integer NOT NULL,
	`widthPx` integer NOT NULL,
	`heightPx` integer NOT NULL,
	FOREIGN KEY (`recordingId`) REFERENCES `recording`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `media_asset_recording_kind` ON `media_asset` (`recordingId`,`kind`);--> statement-breakpoint
CREATE TABLE `recording` (
	`id` integer PRIMARY KEY NOT NULL,
	`path` text NOT NULL,
	`sizeBytes` integer NOT NULL,
	`modifiedUtcMs` integer NOT NULL,
	`fingerprint` text NOT NULL,
	`sha256` text,
	`status` text NOT NULL,
	`problem` text,
	`cameraId` integer,
	`proposedCameraName` text,
	`startUtcMs` integer,
	`durationMs` integer,
	`evidence` text NOT NULL,
	`confidence` real NOT NULL,
	`probe` text,
	`duplicateOfId` integer,
	`proxy` text DEFAULT 'none' NOT NULL,
	`addedUtcMs` integer NOT NULL,
	FOREIGN KEY (`cameraId`) REFERENCES `camera`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `recording_path` ON `recording` (`path`);--> statement-breakpoint
CREATE INDEX `recording_fingerprint` ON `recording` (`fingerprint`);--> statement-breakpoint
CREATE INDEX `recording_camera` ON `recording` (`cameraId`,`startUtcMs`);--> statement-breakpoint
CREATE TABLE `recording_gap` (
	`id` integer PRIMARY KEY NOT NULL,
	`recordingId` integer NOT NULL,
	`startOffsetMs` integer NOT NULL,
	`endOffsetMs` integer NOT NULL,
	`reason` text NOT NULL,
	FOREIGN KEY (`recordingId`) REFERENCES `recording`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `recording_gap_recording` ON `recording_gap` (`recordingId`);--> statement-breakpoint
CREATE TABLE `camera` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`floorId` integer,
	`xM` real,
	`yM` real,
	`headingDeg` real DEFAULT 0 NOT NULL,
	`fovDeg` real DEFAULT 80 NOT NULL,
	`rangeM` real DEFAULT 12 NOT NULL,
	`clockOffsetMs` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`floorId`) REFERENCES `floor`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `camera_name` ON `camera` (`name`);--> statement-breakpoint
CREATE TABLE `floor` (
	`id` integer PRIMARY KEY NOT NULL,
	`siteId` integer NOT NULL,
	`name` text NOT NULL,
	`level` integer NOT NULL,
	FOREIGN KEY (`siteId`) REFERENCES `site`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `plan_image` (
	`id` integer PRIMARY KEY NOT NULL,
	`floorId` integer NOT NULL,
	`relativePath` text NOT NULL,
	`mimeType` text NOT NULL,
	`sha256` text NOT NULL,
	`widthPx` integer NOT NULL,
	`heightPx` integer NOT NULL,
	`metresPerPx` real NOT NULL,
	`isScaleSet` integer NOT NULL,
	FOREIGN KEY (`floorId`) REFERENCES `floor`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `plan_image_floorId_unique` ON `plan_image` (`floorId`);--> statement-breakpoint
CREATE TABLE `site` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `model` (
	`sha256` text PRIMARY KEY NOT NULL,
	`role` text NOT NULL,
	`name` text NOT NULL,
	`provider` text NOT NULL,
	`card` text NOT NULL,
	`firstUsedUtcMs` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `report_file` (
	`id` integer PRIMARY KEY NOT NULL,
	`fileName` text NOT NULL,
	`format` text NOT NULL,
	`description` text NOT NULL,
	`sizeBytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`createdUtcMs` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_file_fileName_unique` ON `report_file` (`fileName`);--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
