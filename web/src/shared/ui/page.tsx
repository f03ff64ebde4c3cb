// SPDX-License-Identifier: Apache-2.0
// The frame of a page: its question as the heading, which takes the focus when one arrives.
import { useEffect, useRef, type ReactNode } from 'react';

/** `title` is one of a few fixed words: it also names the browser's tab, so it never holds a person's name. */
export function Page({ title, heading, intro, actions, children }:
  { title: string; heading?: ReactNode; intro?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const top = useRef<HTMLHeadingElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = `${title} · Salus`;
  }, [title]);
  useEffect(() => {
    // a field that asks for the focus itself keeps it
    if (!frame.current?.contains(document.activeElement)) top.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return (
    <div className="stack wide" ref={frame}>
      <header className="row apart top">
        <div className="stack close grow">
          <h1 ref={top} tabIndex={-1}>{heading ?? title}</h1>
          {intro !== undefined && <p className="quiet">{intro}</p>}
        </div>
        {actions !== undefined && <div className="row no-print">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A part of a page with its own heading. */
export function Section({ title, actions, children }: { title: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className="stack">
      <div className="row apart">
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
