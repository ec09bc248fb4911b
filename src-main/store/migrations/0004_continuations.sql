CREATE TABLE `continuation` (
	`fromTrackletId` integer PRIMARY KEY NOT NULL,
	`toTrackletId` integer NOT NULL,
	FOREIGN KEY (`fromTrackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`toTrackletId`) REFERENCES `tracklet`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `continuation_to` ON `continuation` (`toTrackletId`);--> statement-breakpoint
INSERT INTO `continuation` SELECT `fromTrackletId`, `toTrackletId` FROM `link` WHERE `posterior` = 1 AND NOT `isByHuman`;
