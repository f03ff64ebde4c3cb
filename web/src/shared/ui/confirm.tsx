// SPDX-License-Identifier: Apache-2.0
// Asks before something that can't be undone, with the consequence in words. The browser's own dialog keeps the focus inside.
import { Button } from '@mantine/core';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useUiTexts } from './texts.ts';
import './confirm.css';

export function Confirm({ open, title, children, action, danger = false, busy = false, onConfirm, onClose }: {
  open: boolean; title: string; children: ReactNode; action: string; danger?: boolean; busy?: boolean;
  onConfirm: () => void; onClose: () => void;
}) {
  const t = useUiTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="confirm" aria-labelledby={heading} onClose={onClose}>
      {open && (
        <div className="stack">
          <h2 id={heading}>{title}</h2>
          <div className="stack close">{children}</div>
          <div className="row">
            <Button color={danger ? 'red' : undefined} loading={busy} onClick={onConfirm}>{action}</Button>
            <Button variant="default" onClick={onClose}>{t('cancel')}</Button>
          </div>
        </div>
      )}
    </dialog>
  );
}
