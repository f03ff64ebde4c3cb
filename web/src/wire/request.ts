// SPDX-License-Identifier: Apache-2.0
// The only caller of fetch: typed by the schema, same origin, with the CSRF header, never cached.
import { announce } from './signals.ts';
import { problemOf, Unreachable } from './problem.ts';
import type { Answer, Body, Method, Path, Query } from './schema.ts';

const base = '/api/v1';
let csrf = '';
let lastForeground = 0;

/** From the session; sent on everything that is not GET. Kept in memory only. */
export function setCsrfToken(token: string): void {
  csrf = token;
}

/** When the server last counted a request of ours as the person's activity, in milliseconds of performance.now(). */
export const lastActivity = (): number => lastForeground;

interface Options<P extends Path, M extends Method> {
  handle?: string;
  query?: Query<P, M>;
  body?: Body<P, M>;
  /** A poll: not the person's activity, so it doesn't put off the idle lock. */
  background?: boolean;
  signal?: AbortSignal;
}

function address(path: string, handle: string | undefined, query: object | undefined): string {
  const where = base + path.replace('{handle}', encodeURIComponent(handle ?? ''));
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  return parameters.size > 0 ? `${where}?${parameters}` : where;
}

export async function request<P extends Path, M extends Method>(
  method: M, path: P, options: Options<P, M> = {},
): Promise<Answer<P, M>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'get') headers['x-salus-csrf'] = csrf;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.background) headers['x-salus-background'] = 'true';
  else lastForeground = performance.now();

  const init: RequestInit = { method: method.toUpperCase(), headers, cache: 'no-store', credentials: 'same-origin' };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;

  let response: Response;
  try {
    response = await fetch(address(path, options.handle, options.query as object | undefined), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    announce('unreachable');
    throw new Unreachable();
  }
  announce('reached');
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === 'locked') announce('locked');
    if (problem.code === 'unauthenticated' && !path.startsWith('/session')) announce('signed-out');
    throw problem;
  }
  if (response.status === 204) return undefined as Answer<P, M>;
  return (await response.json()) as Answer<P, M>;
}
