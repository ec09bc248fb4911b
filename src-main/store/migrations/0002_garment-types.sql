-- Colours measured before there was a parser came from the body's bands, and nothing said what kind of garment it was.
UPDATE `outfit` SET `top` = json_set(`top`, '$.type', NULL, '$.method', 'bands') WHERE `top` IS NOT NULL;--> statement-breakpoint
UPDATE `outfit` SET `bottom` = json_set(`bottom`, '$.type', NULL, '$.method', 'bands') WHERE `bottom` IS NOT NULL;--> statement-breakpoint
UPDATE `outfit` SET `shoes` = json_set(`shoes`, '$.type', NULL, '$.method', 'bands') WHERE `shoes` IS NOT NULL;
