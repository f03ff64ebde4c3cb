// SPDX-License-Identifier: Apache-2.0
// The few signs that we use, drawn with one pen; always beside words, so hidden from assistive technology.

const paths = {
  home: 'M4 11l8-7 8 7M6 10v10h12V10M10 20v-6h4v6',
  record: 'M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h5',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  message: 'M4 5h16v11H10l-5 4v-4H4z',
  eye: 'M2 12s4-6 10-6 10 6 10 6-4 6-10 6-10-6-10-6zM12 9a3 3 0 100 6 3 3 0 000-6z',
  people: 'M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 010 6.5M18 14.5c2 .8 3.5 2.5 3.5 5.5',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  map: 'M5 6.5a2.5 2.5 0 105 0 2.5 2.5 0 00-5 0zM14 17.5a2.5 2.5 0 105 0 2.5 2.5 0 00-5 0zM10 6.5h5a4 4 0 014 4V15M14 17.5H9a4 4 0 01-4-4V9',
  key: 'M8 15a4 4 0 110-8 4 4 0 010 8zM12 11h9M18 11v4M15 11v3',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3',
  out: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  sun: 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  moon: 'M20 14.5A8.5 8.5 0 019.5 4a8.5 8.5 0 1010.5 10.5z',
  menu: 'M4 7h16M4 12h16M4 17h16',
  tick: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6L6 18',
  alert: 'M12 4l9 16H3zM12 10v4.5M12 17.5h.01',
  info: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5.5M12 7.5h.01',
  shield: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM8.5 12l2.5 2.5 4.5-5',
  video: 'M3 7h12v10H3zM15 11l6-3.5v9L15 13z',
  mic: 'M12 3.5a2.5 2.5 0 00-2.5 2.5v5a2.5 2.5 0 005 0V6A2.5 2.5 0 0012 3.5zM6 11a6 6 0 0012 0M12 17v4',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  offline: 'M3 3l18 18M8.5 15a5 5 0 017 0M5 11.5a10 10 0 014-2.4M19 11.5a10 10 0 00-4-2.3M12 19h.01',
  pen: 'M4 20l1-5L16 4l4 4L9 19zM14 6l4 4',
  pill: 'M7.5 20a4.5 4.5 0 01-3.2-7.7l8-8a4.5 4.5 0 016.4 6.4l-8 8A4.5 4.5 0 017.5 20zM8.5 8.5l7 7',
  clock: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3.5 2',
  heart: 'M3 12h4l2-5 4 10 2.5-5H21',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={1.8} strokeLinecap="round"
      strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
