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
