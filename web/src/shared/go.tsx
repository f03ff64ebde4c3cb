// SPDX-License-Identifier: Apache-2.0
// Moving between pages. What a page is about (a handle of this session) travels in history.state, never in the address.
import { Button, type ButtonProps } from '@mantine/core';
import type { MouseEventHandler, ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import type { Handle } from '../wire/schema.ts';

/** What pages may be about. */
export interface Subject {
  patient?: Handle;
  visit?: Handle;
  /** With whom a conversation or a booking is. */
  person?: Handle;
}

/** Survives a reload and the back button, ends with the session. */
export function useSubject(): Subject {
  return useHistoryState<Subject | null>() ?? {};
}

export function useOpen(): (page: string, subject?: Subject) => void {
  const [, navigate] = useLocation();
  return (page, subject) => { navigate(page, { state: subject ?? null }); };
}

export function Go({ to, about, children, className, onClick, current }: {
  to: string; about?: Subject; children: ReactNode; className?: string;
  onClick?: MouseEventHandler<HTMLAnchorElement>; current?: boolean;
}) {
  return (
    <Link href={to} state={about ?? null} className={className} onClick={onClick} aria-current={current ? 'page' : undefined}>
      {children}
    </Link>
  );
}

/** The next action, when it leads to a page. */
export function GoButton({ to, about, children, ...rest }: { to: string; about?: Subject; children: ReactNode } & ButtonProps) {
  return (
    <Button {...rest} renderRoot={(own: object) => <Link {...own} href={to} state={about ?? null} />}>{children}</Button>
  );
}
