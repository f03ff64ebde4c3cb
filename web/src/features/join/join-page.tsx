// SPDX-License-Identifier: Apache-2.0
// The patient's way into a visit: device check, waiting room, and the door to the call.
import { Button } from '@mantine/core';
import { useVisit, type Visit } from '../../shared/calls/read-visit.ts';
import { GoButton } from '../../shared/go.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import type { Handle } from '../../wire/schema.ts';
import { useArrive } from './arrive-at-visit.ts';
import { DeviceCheck } from './device-check.tsx';
import { usePlace } from './read-place.ts';
import { useJoinTexts } from './texts.ts';
import { useDevices } from './use-devices.ts';

function Check({ visit }: { visit: Visit }) {
  const t = useJoinTexts();
  const devices = useDevices();
  const arrive = useArrive();
  return (
    <>
      <p>{t('check_intro', { name: visit.other })}</p>
      <DeviceCheck devices={devices} />
      <Notice tone="good" icon="shield">
        <strong>{t('who_sees')}</strong>
        <p>{t('who_sees_what', { name: visit.other })}</p>
      </Notice>
      {arrive.isError && <Trouble error={arrive.error} />}
      <div>
        <Button size="md" variant={devices.stream ? 'filled' : 'default'} loading={arrive.isPending} onClick={() => { arrive.mutate(visit.handle); }}>
          {t(devices.stream ? 'enter' : 'enter_anyway')}
        </Button>
      </div>
    </>
  );
}

function WaitingRoom({ visit }: { visit: Visit }) {
  const t = useJoinTexts();
  const before = usePlace(visit.handle, visit.place ?? 1) - 1;
  return (
    <div className="card marked stack">
      <h2 className="row"><Icon name="clock" size={24} />{t('waiting')}</h2>
      <p>{before === 0 ? t('next', { name: visit.other }) : t('place', { count: before })}</p>
      <p className="quiet">{t('stay')}</p>
    </div>
  );
}

function Open({ visit }: { visit: Visit }) {
  const t = useJoinTexts();
  return (
    <div className="card marked stack">
      <h2>{t('open', { name: visit.other })}</h2>
      <p>{t('open_what')}</p>
      <div><GoButton to="/visit" about={{ visit: visit.handle }} size="md" leftSection={<Icon name="video" />}>{t('join')}</GoButton></div>
    </div>
  );
}

function Ended() {
  const t = useJoinTexts();
  return (
    <div className="card stack">
      <h2>{t('ended')}</h2>
      <p>{t('ended_what')}</p>
      <div className="row"><GoButton to="/record">{t('record')}</GoButton><GoButton to="/home" variant="default">{t('home')}</GoButton></div>
    </div>
  );
}

export function JoinPage({ visit }: { visit: Handle }) {
  const t = useJoinTexts();
  const query = useVisit(visit);
  return (
    <Page title={t('title')} heading={query.data ? t('heading', { name: query.data.other }) : t('title')}>
      <QueryView query={query} rows={2}>
        {(data) => (
          <div className="stack" role="region" aria-live="polite">
            {data.state === 'planned' && <Check visit={data} />}
            {data.state === 'waiting' && <WaitingRoom visit={data} />}
            {data.state === 'in_call' && <Open visit={data} />}
            {data.state === 'ended' && <Ended />}
          </div>
        )}
      </QueryView>
    </Page>
  );
}
