// SPDX-License-Identifier: Apache-2.0
// A table that becomes cards on a phone and stays a table to assistive technology.
import type { ReactNode } from 'react';

export interface Column<T> {
  key: string;
  label: string;
  cell: (row: T) => ReactNode;
  numeric?: boolean;
  /** Heads its row. */
  heading?: boolean;
}

// Roles are spelled out because `display: block` takes them away from table elements.
export function DataTable<T>({ caption, columns, rows, rowKey }:
  { caption: string; columns: Column<T>[]; rows: T[]; rowKey: (row: T, index: number) => string }) {
  return (
    <div className="table-frame folds" role="region" aria-label={caption} tabIndex={0}>
      <table role="table" aria-label={caption}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.key} role="columnheader" scope="col" className={column.numeric ? 'number' : undefined}>{column.label}</th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)} role="row">
              {columns.map((column) => column.heading
                ? <th key={column.key} role="rowheader" scope="row">{column.cell(row)}</th>
                : (
                  <td key={column.key} role="cell" data-label={column.label} className={column.numeric ? 'number' : undefined}>
                    <div>{column.cell(row)}</div>
                  </td>
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
