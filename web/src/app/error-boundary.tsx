// SPDX-License-Identifier: Apache-2.0
// The last net: a page that throws says so in words. The error itself goes nowhere, since it might hold PHI.
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Notice } from '../shared/ui/notice.tsx';
import { useAppTexts } from './texts.ts';

function Broken() {
  const t = useAppTexts();
  return (
    <main className="frame">
      <Notice tone="danger" live="alert">
        <strong>{t('broken')}</strong>
        <p>{t('broken_what')}</p>
        <div><Button onClick={() => { window.location.reload(); }}>{t('reload')}</Button></div>
      </Notice>
    </main>
  );
}

export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}
