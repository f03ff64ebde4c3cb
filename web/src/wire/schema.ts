// SPDX-License-Identifier: Apache-2.0
// Names for the generated wire types: `Wire<'Patient'>`.
import type { components, paths } from './generated/api.ts';

export type Wire<Name extends keyof components['schemas']> = components['schemas'][Name];
export type Handle = Wire<'Handle'>;
export type Role = Wire<'Role'>;

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type Path = keyof paths;
type Operation<P extends Path, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;

type Json<R, Status extends number> = R extends Record<Status, { content: { 'application/json': infer T } }> ? T : never;
/** What a call answers with when it succeeds; nothing for 204. */
export type Answer<P extends Path, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? (R extends Record<204, unknown> ? undefined : Json<R, 200> | Json<R, 201>) : never;

export type Body<P extends Path, M extends Method> =
  Operation<P, M> extends { requestBody: { content: { 'application/json': infer T } } } ? T : undefined;
export type Query<P extends Path, M extends Method> =
  Operation<P, M> extends { parameters: { query?: infer T } } ? T : undefined;
