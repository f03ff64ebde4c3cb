// SPDX-License-Identifier: Apache-2.0
// The two ways a call fails: the server said why, or nobody answered.
import type { Wire } from './schema.ts';

/** RFC 9457, as the server sends it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: Wire<'ProblemCode'>;
  readonly rule: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(body: Wire<'Problem'>) {
    super(body.title);
    this.name = 'Problem';
    this.status = body.status;
    this.code = body.code;
    this.rule = body.rule;
    this.retryAfter = body.retry_after;
  }
}

/** No answer arrived: network gone, or the server is down. Nothing is known about what happened to a write. */
export class Unreachable extends Error {
  constructor() {
    super('no answer');
    this.name = 'Unreachable';
  }
}

const codes: Record<number, Wire<'ProblemCode'>> = {
  400: 'invalid', 401: 'unauthenticated', 403: 'forbidden', 404: 'absent', 409: 'conflict', 412: 'stale', 413: 'too_large',
  415: 'unsupported', 422: 'unprocessable', 423: 'locked', 429: 'too_many', 503: 'unavailable', 504: 'timed_out',
};

/** Reads a failed response; one that isn't problem+json (a proxy's) still becomes a Problem by its status. */
export async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    try {
      const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
      return new Problem({ ...(Number.isInteger(wait) ? { retry_after: wait } : {}), ...(await response.json()) as Wire<'Problem'> });
    } catch {
      // fall through to the status
    }
  }
  const code = codes[response.status] ?? 'internal';
  return new Problem({ type: 'about:blank', title: code, status: response.status, code });
}

export function isProblem(error: unknown, code: Wire<'ProblemCode'>): error is Problem {
  return error instanceof Problem && error.code === code;
}
