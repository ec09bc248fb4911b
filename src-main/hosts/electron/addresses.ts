/** The pages: `wandr://app/`. */
export const applicationScheme = 'wandr';
export const applicationOrigin = `${applicationScheme}://app`;

/** Files of the open study: `wandr-media://study/<media path>`. */
export const mediaScheme = 'wandr-media';
export const mediaOrigin = `${mediaScheme}://study`;

/** Whether an address belongs to the application's own pages. */
export function isOwnPage(url: string): boolean {
  return url.startsWith(`${applicationOrigin}/`);
}

/** Whether an address belongs to a file of the open study. */
export function isMedia(url: string): boolean {
  return url.startsWith(`${mediaOrigin}/`);
}
