/** The only way from the renderer to the host. */
export { desktopBridge } from './bridge.ts';
export { followChanges } from './changes.ts';
export { client, orpc } from './client.ts';
export { keepConnected, reconnectNow, useConnection } from './connection.ts';
export { mediaUrl, useMediaUrl } from './media.ts';
export { queryClient } from './query-client.ts';
export { enterStudy, StudyContext, useCurrentStudy, useStudy } from './study.ts';
export { createStudyState, onStudyLeft } from './study-state.ts';
