// SPDX-License-Identifier: Apache-2.0
// The map as a drawing. Every hop's label is a button; the table below says the same in words.
import type { KeyboardEvent } from 'react';
import { hopName, layOut, type Box, type Bundle } from './layout.ts';
import type { DataMap } from './read-map.ts';
import { useMapTexts } from './texts.ts';

const line = 24;

/** Breaks a label into at most three lines of about 15 letters. */
function lines(text: string): string[] {
  const out: string[] = [''];
  for (const word of text.split(' ')) {
    const last = out[out.length - 1] ?? '';
    if (last !== '' && last.length + word.length > 14 && out.length < 3) out.push(word);
    else out[out.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return out;
}

function SystemBox({ box, label, absent }: { box: Box; label: string; absent: boolean }) {
  const words = lines(label);
  const top = box.y + box.height / 2 - ((words.length - 1) * 20) / 2;
  return (
    <g className={absent ? 'system absent' : 'system'}>
      <rect x={box.x} y={box.y} width={box.width} height={box.height} rx={10} />
      {words.map((word, index) => (
        <text key={word} x={box.x + box.width / 2} y={top + index * 20} textAnchor="middle" dominantBaseline="central">{word}</text>
      ))}
    </g>
  );
}

function HopLines({ bundle, chosen, onChoose }: { bundle: Bundle; chosen: string | null; onChoose: (hop: string) => void }) {
  const t = useMapTexts();
  const { from, to, label, hops } = bundle;
  const absent = hops.every(({ hop }) => hop.presence === 'absent');
  const top = label.y - (hops.length * line) / 2;
  return (
    <g className={absent ? 'way absent' : 'way'}>
      <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} markerEnd={absent ? undefined : 'url(#arrow)'} />
      {hops.map(({ hop, number }, index) => {
        const text = `${number} ${hopName(hop.id)}`;
        const width = text.length * 7.8 + 16;
        const press = (event: KeyboardEvent) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          onChoose(hop.id);
        };
        return (
          <g key={hop.id} className={`label ${hop.presence}${hop.id === chosen ? ' chosen' : ''}`} role="button" tabIndex={0} aria-pressed={hop.id === chosen}
            aria-label={`${text}, ${t(`basis_${hop.basis}`)}, ${t(hop.presence)}`} onClick={() => { onChoose(hop.id); }} onKeyDown={press}>
            <rect x={label.x - width / 2} y={top + index * line} width={width} height={line - 2} rx={6} />
            <text x={label.x} y={top + index * line + line / 2 - 1} textAnchor="middle" dominantBaseline="central">{text}</text>
          </g>
        );
      })}
    </g>
  );
}

export function Diagram({ map, chosen, onChoose }: { map: DataMap; chosen: string | null; onChoose: (hop: string) => void }) {
  const t = useMapTexts();
  const { width, height, boxes, bundles } = layOut(map);
  const system = new Map(map.systems.map((one) => [one.id, one]));
  return (
    <div className="diagram" role="region" aria-label={t('diagram')} tabIndex={0}>
      <svg viewBox={`-4 0 ${width + 4} ${height}`} width={width} height={height} role="group" aria-label={t('diagram')}>
        <defs>
          <marker id="arrow" viewBox="0 0 10 10" refX={9} refY={5} markerWidth={7} markerHeight={7} orient="auto-start-reverse"><path d="M0 1l9 4-9 4z" /></marker>
        </defs>
        {boxes.map((box) => (
          <SystemBox key={box.id} box={box} label={system.get(box.id)?.label ?? box.id} absent={system.get(box.id)?.presence === 'absent'} />
        ))}
        {bundles.map((bundle) => <HopLines key={bundle.key} bundle={bundle} chosen={chosen} onChoose={onChoose} />)}
      </svg>
    </div>
  );
}
