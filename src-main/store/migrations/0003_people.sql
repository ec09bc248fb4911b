CREATE TABLE `people_verdict` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`firstTrackletId` integer,
	`secondTrackletId` integer,
	`firstKey` text NOT NULL,
	`secondKey` text,
	`takenUtcMs` integer NOT NULL,
	FOREIGN KEY (`firstTrackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`secondTrackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `people_verdict_first` ON `people_verdict` (`firstTrackletId`);--> statement-breakpoint
CREATE INDEX `people_verdict_second` ON `people_verdict` (`secondTrackletId`);