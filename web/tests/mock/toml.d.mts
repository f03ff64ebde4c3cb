// SPDX-License-Identifier: Apache-2.0
// What toml.mjs gives.
export function readTables(text: string): Record<string, Record<string, string | string[]>[]>;
