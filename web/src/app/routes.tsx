// SPDX-License-Identifier: Apache-2.0
// Which page stands at which address, for which role. No address says whom a page is about.
import { lazy, Suspense, type ComponentType } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { Handle, Role } from '../wire/schema.ts';
import { useSubject } from '../shared/go.tsx';
import { useSession } from '../shared/session/session-context.ts';
import { Waiting } from '../shared/ui/query-view.tsx';
import { NotFound, SubjectLost } from './lost.tsx';
import { placesOf } from './places.ts';

const HomePage = lazy(async () => ({ default: (await import('../features/home/home-page.tsx')).HomePage }));
const VaultPage = lazy(async () => ({ default: (await import('../features/vault/vault-page.tsx')).VaultPage }));
const BookingPage = lazy(async () => ({ default: (await import('../features/booking/booking-page.tsx')).BookingPage }));
const MessagesPage = lazy(async () => ({ default: (await import('../features/messages/messages-page.tsx')).MessagesPage }));
const AccessesPage = lazy(async () => ({ default: (await import('../features/accesses/accesses-page.tsx')).AccessesPage }));
const TouchedPage = lazy(async () => ({ default: (await import('../features/accesses/touched-page.tsx')).TouchedPage }));
const JoinPage = lazy(async () => ({ default: (await import('../features/join/join-page.tsx')).JoinPage }));
const VisitPage = lazy(async () => ({ default: (await import('../features/visit/visit-page.tsx')).VisitPage }));
const TodayPage = lazy(async () => ({ default: (await import('../features/today/today-page.tsx')).TodayPage }));
const ChartPage = lazy(async () => ({ default: (await import('../features/chart/chart-page.tsx')).ChartPage }));
const NotePage = lazy(async () => ({ default: (await import('../features/note/note-page.tsx')).NotePage }));
const PatientsPage = lazy(async () => ({ default: (await import('../features/patients/patients-page.tsx')).PatientsPage }));
const VitalsPage = lazy(async () => ({ default: (await import('../features/vitals/vitals-page.tsx')).VitalsPage }));
const DayBookPage = lazy(async () => ({ default: (await import('../features/day-book/day-book-page.tsx')).DayBookPage }));
const AuditPage = lazy(async () => ({ default: (await import('../features/audit/audit-page.tsx')).AuditPage }));
const MapPage = lazy(async () => ({ default: (await import('../features/map/map-page.tsx')).MapPage }));
const KeysPage = lazy(async () => ({ default: (await import('../features/keys/keys-page.tsx')).KeysPage }));
const AccountsPage = lazy(async () => ({ default: (await import('../features/accounts/accounts-page.tsx')).AccountsPage }));

interface Row {
  path: string;
  roles: Role[];
  page: ComponentType;
}

/** A page about one patient or visit: nothing to show without its handle. */
function about<Name extends 'patient' | 'visit'>(name: Name, Inner: ComponentType<Record<Name, Handle>>): ComponentType {
  return function About() {
    const handle = useSubject()[name];
    const props = { [name]: handle } as Record<Name, Handle>;
    return handle ? <Inner key={handle} {...props} /> : <SubjectLost />;
  };
}

const rows: Row[] = [
  { path: '/home', roles: ['patient'], page: HomePage },
  { path: '/record', roles: ['patient'], page: VaultPage },
  { path: '/book', roles: ['patient', 'front_desk'], page: BookingPage },
  { path: '/messages', roles: ['patient', 'clinician'], page: MessagesPage },
  { path: '/opened', roles: ['patient'], page: AccessesPage },
  { path: '/join', roles: ['patient'], page: about('visit', JoinPage) },
  { path: '/visit', roles: ['patient', 'clinician'], page: about('visit', VisitPage) },
  { path: '/today', roles: ['clinician'], page: TodayPage },
  { path: '/chart', roles: ['clinician', 'nurse'], page: about('patient', ChartPage) },
  { path: '/note', roles: ['clinician'], page: about('visit', NotePage) },
  { path: '/patients', roles: ['clinician', 'nurse', 'front_desk'], page: PatientsPage },
  { path: '/vitals', roles: ['nurse', 'clinician'], page: about('patient', VitalsPage) },
  { path: '/day', roles: ['front_desk'], page: DayBookPage },
  { path: '/audit', roles: ['privacy_officer'], page: AuditPage },
  { path: '/touched', roles: ['privacy_officer'], page: TouchedPage },
  { path: '/map', roles: ['privacy_officer'], page: MapPage },
  { path: '/keys', roles: ['custodian'], page: KeysPage },
  { path: '/accounts', roles: ['privacy_officer', 'administrator'], page: AccountsPage },
];

export function Routes() {
  const { roles } = useSession().account;
  const first = placesOf(roles)[0];
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path="/">{first ? <Redirect to={first.path} replace /> : <NotFound />}</Route>
        {rows.filter((row) => row.roles.some((role) => roles.includes(role)))
          .map((row) => <Route key={row.path} path={row.path} component={row.page} />)}
        <Route><NotFound /></Route>
      </Switch>
    </Suspense>
  );
}
