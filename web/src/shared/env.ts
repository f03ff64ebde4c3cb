// SPDX-License-Identifier: Apache-2.0
// What the build and the place tell the portal, parsed once.

const development = import.meta.env.DEV;

export const env = {
  /** Same origin always: the session's cookie is `__Host-` and the CSP allows no other. */
  api: '/api/v1',
  development,
} as const;
