CREATE TABLE `decision` (
	`id` integer PRIMARY KEY NOT NULL,
	`stepId` integer NOT NULL,
	`verdict` text NOT NULL,
	`firstTrackletId` integer,
	`secondTrackletId` integer,
	`firstKey` text NOT NULL,
	`secondKey` text NOT NULL,
	FOREIGN KEY (`stepId`) REFERENCES `review_step`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`firstTrackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`secondTrackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `decision_step` ON `decision` (`stepId`);--> statement-breakpoint
CREATE INDEX `decision_first` ON `decision` (`firstTrackletId`);--> statement-breakpoint
CREATE INDEX `decision_second` ON `decision` (`secondTrackletId`);--> statement-breakpoint
CREATE TABLE `review_step` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`targetId` integer,
	`takenUtcMs` integer NOT NULL,
	`operator` text
);
--> statement-breakpoint
ALTER TABLE `link` ADD `isByHuman` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `link_candidate_open` ON `link_candidate` (`posterior`) WHERE "link_candidate"."posterior" > 0.1 AND "link_candidate"."posterior" < 0.9;