/**
 * The route lives in the address: `#/player?recording=3&at=12000`. Every place in the application can so be
 * linked, reloaded and gone back from.
 */
import { useSyncExternalStore } from 'react';

export const viewNames = [
  'studies',
  'footage',
  'plan',
  'analysis',
  'player',
  'search',
  'journeys',
  'people',
  'review',
  'reports',
  'settings',
] as const;
export type ViewName = (typeof viewNames)[number];

export interface Route {
  readonly view: ViewName;
  readonly params: Readonly<Record<string, string>>;
}

export type RouteParams = Readonly<Record<string, string | number | null | undefined>>;

function isViewName(name: string): name is ViewName {
  return (viewNames as readonly string[]).includes(name);
}

/** Reads `#/view?key=value`. A place that does not exist leads to Studies. */
export function parseHash(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const params: Record<string, string> = {};
  if (!isViewName(path)) return { view: 'studies', params };
  for (const [key, value] of new URLSearchParams(query)) params[key] = value;
  return { view: path, params };
}

/** The `href` of a place; params that are null or undefined are left out. */
export function hrefOf(view: ViewName, params: RouteParams = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== null && value !== undefined) query.set(key, String(value));
  }
  const text = query.toString();
  return text === '' ? `#/${view}` : `#/${view}?${text}`;
}

/** Goes to a place. `replace` leaves no entry in the history: for params that follow a slider or a selection. */
export function navigate(
  view: ViewName,
  params: RouteParams = {},
  options: { replace?: boolean } = {},
): void {
  const href = hrefOf(view, params);
  if (href === window.location.hash) return;
  if (options.replace === true) {
    window.history.replaceState(null, '', href);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    window.location.hash = href;
  }
}

let cachedHash: string | null = null;
let cachedRoute: Route = { view: 'studies', params: {} };

/** The route now; the same object until the address changes. */
export function currentRoute(): Route {
  const { hash } = window.location;
  if (hash !== cachedHash) {
    cachedHash = hash;
    cachedRoute = parseHash(hash);
  }
  return cachedRoute;
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}
