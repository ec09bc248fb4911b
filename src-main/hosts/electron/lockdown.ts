import type { Session, WebContents } from 'electron';
import { applicationScheme, isMedia, isOwnPage, mediaScheme } from './addresses.ts';

/** No page asks for a camera, a place or anything else of the machine. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Wandr has no remote content; whatever asks for some is refused before a packet leaves the machine. */
export function denyRemoteRequests(session: Session): void {
  const own = [`${applicationScheme}:`, `${mediaScheme}:`, 'blob:', 'data:', 'devtools:'];
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !own.some((scheme) => details.url.startsWith(scheme)) });
  });
}

/**
 * The window stays on the application's pages and opens no other. A link to a report is of another origin than the
 * page, where Chromium takes `download` for a plain navigation: it is downloaded instead.
 */
export function denyNavigation(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, url) => {
    if (isOwnPage(url)) return;
    event.preventDefault();
    if (isMedia(url)) contents.downloadURL(url);
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
