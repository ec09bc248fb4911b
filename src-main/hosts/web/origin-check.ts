import type { IncomingMessage } from 'node:http';

/**
 * Why a request is refused before anything else is looked at; null when it is not.
 *
 * A page of another site can make the browser send requests here. With DNS rebinding it can even do so under a
 * name of its own, and then `Host` carries that name. So `Host` must be this host's own address, and `Origin`,
 * which browsers set on all but plain navigations and same-origin reads, must be this host's own origin.
 */
export function refusal(request: IncomingMessage, port: number): { status: number; reason: string } | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (!host || !hosts.includes(host)) return { status: 421, reason: 'This host answers on 127.0.0.1 only.' };

  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const isUpgrade = request.headers.upgrade !== undefined;
  if (origin === undefined && isRead && !isUpgrade) return null;
  return origin === `http://${host}` ? null : { status: 403, reason: 'Requests of other sites are refused.' };
}
