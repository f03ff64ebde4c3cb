// SPDX-License-Identifier: Apache-2.0
// Where the boxes and lines of the map stand. People on the left, the application tall in the middle so that lines
// run level, what it keeps on the right, what is absent below. Pure.
import type { DataMap, Hop } from './read-map.ts';

export interface Box { id: string; x: number; y: number; width: number; height: number }
export interface Point { x: number; y: number }
/** All hops between two systems share one line; their labels stand in a column at its middle. */
export interface Bundle { key: string; from: Point; to: Point; label: Point; hops: { hop: Hop; number: number }[] }
export interface Layout { width: number; height: number; boxes: Box[]; bundles: Bundle[] }

const [wide, tall] = [172, 64];
const places: Record<string, { x: number; y: number; width?: number; height?: number }> = {
  media: { x: 0, y: 10 }, patient_device: { x: 0, y: 140 }, staff_device: { x: 0, y: 360, height: 110 }, api_client: { x: 0, y: 610 }, visitor: { x: 0, y: 720, height: 80 },
  edge: { x: 310, y: 240 }, signalling: { x: 310, y: 530 },
  application: { x: 680, y: 60, height: 740 },
  store: { x: 1080, y: 40 }, backup: { x: 1080, y: 150 }, key_file: { x: 1080, y: 260 }, key_custody: { x: 1080, y: 360 },
  audit_journal: { x: 1080, y: 470 }, audit_sink: { x: 1080, y: 600 }, log: { x: 1080, y: 730 },
  mail: { x: 60, y: 950 }, ehr: { x: 310, y: 950 }, billing: { x: 560, y: 950 }, analytics: { x: 815, y: 950 }, support: { x: 1080, y: 950 },
};

/** Where the line from a box's middle towards another leaves it; level lines where the boxes overlap in height. */
function ends(a: Box, b: Box): [Point, Point] {
  const low = Math.max(a.y, b.y);
  const high = Math.min(a.y + a.height, b.y + b.height);
  if (high > low && (a.x + a.width < b.x || b.x + b.width < a.x)) {
    const y = (low + high) / 2;
    return a.x < b.x ? [{ x: a.x + a.width, y }, { x: b.x, y }] : [{ x: a.x, y }, { x: b.x + b.width, y }];
  }
  if (b.y > a.y + a.height + 40) {
    // below: leave from the foot, as near above the other as can be
    const under = b.x + b.width / 2;
    return [{ x: Math.min(Math.max(under, a.x + 20), a.x + a.width - 20), y: a.y + a.height }, { x: under, y: b.y }];
  }
  const middle = (box: Box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const edge = (from: Box, towards: Point): Point => {
    const c = middle(from);
    const [dx, dy] = [towards.x - c.x, towards.y - c.y];
    const scale = Math.min(from.width / 2 / (Math.abs(dx) || 1e-9), from.height / 2 / (Math.abs(dy) || 1e-9));
    return { x: c.x + dx * scale, y: c.y + dy * scale };
  };
  return [edge(a, middle(b)), edge(b, middle(a))];
}

export function layOut(map: DataMap): Layout {
  let spare = 0;
  const boxes: Box[] = map.systems.map(({ id }) => {
    // a system that this drawing doesn't know yet stands in a row of its own below
    const place = places[id] ?? { x: (spare % 5) * 240, y: 1070 + Math.floor(spare++ / 5) * 100 };
    return { id, width: wide, height: tall, ...place };
  });
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const bundles = new Map<string, Bundle>();
  map.hops.forEach((hop, index) => {
    const [a, b] = [byId.get(hop.from), byId.get(hop.to)];
    if (!a || !b) return;
    const key = `${hop.from}>${hop.to}`;
    const known = bundles.get(key);
    if (known) {
      known.hops.push({ hop, number: index + 1 });
      return;
    }
    const [from, to] = ends(a, b);
    const near = b.y > a.y + a.height + 100 ? 0.83 : 0.5; // lines that fan out have room at their far end
    bundles.set(key, { key, from, to, label: { x: from.x + (to.x - from.x) * near, y: from.y + (to.y - from.y) * near }, hops: [{ hop, number: index + 1 }] });
  });
  const height = Math.max(...boxes.map((box) => box.y + box.height)) + 10;
  return { width: Math.max(...boxes.map((box) => box.x + box.width)) + 4, height, boxes, bundles: [...bundles.values()] };
}

/** "portal_clinician" as words. */
export const hopName = (id: string): string => id.replaceAll('_', ' ');
