// SPDX-License-Identifier: Apache-2.0
// An invented clinic around the present moment, for pages and their tests. Nobody here exists.
import { createHash } from 'node:crypto';

const handleOf = (name) => createHash('sha256').update(`mock/${name}`).digest('base64url').slice(0, 32);
const minutes = (n) => new Date(Date.now() + n * 60_000).toISOString().replace(/\.\d+Z/, 'Z');
export const days = (n) => minutes(n * 1440);
const date = (n) => days(n).slice(0, 10);
const person = (name) => ({ handle: handleOf(name), name });

const role = (name, email, roles) => ({ name, email, roles });
export const accounts = [
  role('Amara Oyelaran', 'amara@clinic.example', ['patient']), role('Tomás Villalobos', 'tomas@clinic.example', ['patient']),
  role('Dr. Elena Rivera', 'rivera@clinic.example', ['clinician']), role('Dr. Samuel Okafor', 'okafor@clinic.example', ['clinician']),
  role('Ines Castellano', 'nurse@clinic.example', ['nurse']), role('Felix Brandt', 'desk@clinic.example', ['front_desk']),
  role('Priya Raman', 'privacy@clinic.example', ['privacy_officer']), role('Noor Haddad', 'custodian@clinic.example', ['custodian']),
  role('Grace Liu', 'admin@clinic.example', ['administrator']),
];
export const password = 'correct horse battery';
export const code = '246813';
export const invitation = 'kP3vXq8RbT2mWz5nYc7d';

const patient = (name, birth, sex, phone) => ({ ...person(name), birth_date: birth, sex, phone });
export const patients = [
  patient('Amara Oyelaran', '1951-04-17', 'female', '+1 555 0101'), patient('Tomás Villalobos', '1988-11-02', 'male', '+1 555 0102'),
  patient('Margarethe Østergaard-Fernández de la Vega', '1942-01-30', 'female', '+1 555 0103'), patient('Li Wei', '2001-07-09', 'other', '+1 555 0104'),
  patient('Jonas Petrauskas', '1979-03-21', 'male', '+1 555 0105'), patient('Fatima Zahra El Idrissi', '1995-12-12', 'female', '+1 555 0106'),
];
export const clinicians = [
  { ...person('Dr. Elena Rivera'), specialty: 'Family medicine' }, { ...person('Dr. Samuel Okafor'), specialty: 'Cardiology' },
];
const rivera = person('Dr. Elena Rivera');
const okafor = person('Dr. Samuel Okafor');
const who = (index) => ({ handle: patients[index].handle, name: patients[index].name });

const appointment = (name, start, state, of, clinician, reason, more = {}) => ({
  handle: handleOf(name), start: minutes(start), end: minutes(start + 20), state, clinician, patient: who(of), reason,
  visit: state === 'cancelled' ? null : handleOf(`visit ${name}`), ...more,
});

export function newState() {
  return {
    cut: false,
    appointments: [
      appointment('a1', -25, 'waiting', 2, rivera, 'The cough from last week is back, mostly at night.', { waiting_since: minutes(-14) }),
      appointment('a2', 10, 'booked', 0, rivera, 'Dizzy in the mornings since the new tablets.'),
      appointment('a3', 55, 'booked', 3, rivera, 'Results of the blood test.'),
      appointment('a4', -120, 'done', 4, rivera, 'Follow-up.'),
      appointment('a5', 30, 'booked', 1, okafor, 'Palpitations.'),
      appointment('a7', -5, 'in_call', 1, rivera, 'Rash on both arms.'),
      appointment('a6', 60 * 24 * 9, 'booked', 0, okafor, 'Yearly heart check.'),
    ],
    messages: [
      { handle: handleOf('m1'), from: 0, to: 'rivera', text: 'Should I take the new tablet with breakfast?', sent_at: days(-2) },
      { handle: handleOf('m2'), from: 'rivera', to: 0, text: 'Yes, with breakfast and a full glass of water. Tell me if the dizziness goes on.', sent_at: days(-1.9), in_reply_to: handleOf('m1') },
      { handle: handleOf('m3'), from: 0, to: 'rivera', text: 'It does, a little. I have written down when.', sent_at: days(-0.3) },
      { handle: handleOf('m4'), from: 1, to: 'rivera', text: 'Can my mother join the next visit?', sent_at: days(-4) },
      { handle: handleOf('m5'), from: 'rivera', to: 1, text: 'Of course.', sent_at: days(-3.5) },
    ],
    notes: { [handleOf('visit a4')]: { text: 'Wound healed well. No fever.\nPlan: ', diagnosis: null, version: 3, saved_at: minutes(-100) } },
    prescriptions: [],
    vitals: [],
    accounts: accounts.map(({ name, email, roles }, index) => ({
      handle: handleOf(`account ${email}`), name, email, version: 1, roles, unconfirmed: index === 1 ? roles : [], state: index === 3 ? 'off' : index === 1 ? 'awaiting' : 'active',
    })),
  };
}

const series = (values) => values.map((value, index) => ({ at: days(-(values.length - index) * 90), value }));
const measure = (label, code, unit, values, low, high) => ({
  code, label, unit, value: values.at(-1), at: days(-90), series: series(values), ...(low === undefined ? {} : { low, high }),
});

export function chart(state, index, why) {
  const { handle, name, birth_date, sex, phone } = patients[index];
  return {
    patient: { handle, name, birth_date, sex, phone, email: 'a.person@mail.example', address: '14 Harbour Lane, Fairhaven' },
    withheld: index === 2, hidden: [], why,
    allergies: index === 3 ? [] : [{ label: 'Penicillin', criticality: 'high', reaction: 'Hives, swelling of the lips', recorded_at: '2009-05-01' }, { label: 'Latex', criticality: 'low' }],
    conditions: [
      { code: 'I10', label: 'Essential hypertension', status: 'active', onset: '2014-03', recorded_at: date(-900) },
      { code: 'E11.9', label: 'Type 2 diabetes', status: 'active', onset: '2018', recorded_at: date(-700) },
      { code: 'J20.9', label: 'Acute bronchitis', status: 'resolved', onset: date(-400), recorded_at: date(-400) },
    ],
    medications: [
      ...state.prescriptions.filter((one) => one.patient === handle).map(({ patient: _, ...rest }) => rest),
      { label: 'Amlodipine 5 mg tablet', dose: '5 mg', frequency: 'once a day, in the morning', status: 'active', since: date(-40), prescriber: 'Dr. Elena Rivera', note: 'With breakfast.' },
      { label: 'Metformin 500 mg tablet', dose: '500 mg', frequency: 'twice a day', status: 'active', since: date(-600), prescriber: 'Dr. Samuel Okafor' },
      { label: 'Amoxicillin 500 mg capsule', dose: '500 mg', frequency: 'three times a day', status: 'completed', since: date(-400), until: date(-393) },
    ],
    observations: [
      ...state.vitals.filter((one) => one.patient === handle).map(({ patient: _, ...rest }) => rest),
      measure('Systolic blood pressure', '8480-6', 'mmHg', [152, 149, 146, 150, 141, 138, 144], 90, 140),
      measure('Diastolic blood pressure', '8462-4', 'mmHg', [94, 92, 91, 93, 88, 86, 85], 60, 90),
      measure('Body weight', '29463-7', 'kg', [81, 80.4, 79.9, 79, 78.2]), measure('HbA1c', '4548-4', '%', [8.1, 7.6, 7.2, 6.9], 4, 6.5),
      { code: '882-1', label: 'Blood group', text: '0 positive', at: days(-2000), series: [] },
    ],
    documents: [{ handle: handleOf('d1'), title: 'Letter from cardiology', kind: 'Consultation letter', at: days(-30), author: 'Dr. Samuel Okafor', text: 'Thank you for referring this patient.\nThe echocardiogram is normal for age.' }],
    notes: [{ handle: handleOf('n1'), author: 'Dr. Elena Rivera', at: days(-40), signed: true, signed_at: days(-40), text: 'Blood pressure still high at home.\nStart amlodipine, see again in six weeks.', diagnosis: { code: 'I10', label: 'Essential hypertension' } }],
    appointments: state.appointments.filter((one) => one.patient.handle === handle),
  };
}

const access = (name, roleName, verb, kinds, ago, more = {}) => ({
  at: minutes(-ago), who: name, role: roleName, mine: false, background: false, verb, kinds, count: kinds.length, purpose: 'treatment', rule: 'clinician-reads-active', relation: 'appointment',
  outcome: 'granted', hop: 'portal_clinician', odd: false, ...more,
});
export const status = () => ({
  entries: 1284, anchored: 1280, anchored_at: minutes(-3), root: 'Zk9mR2tQ0oY3m6n1s8b4pV7cX2wLhJdE5uAqTgIyPfM=',
  verify_command: 'salus audit verify /srv/salus/audit --public-key /srv/salus/audit/public.key',
});
/** Of which both pages below tell, so it must begin at one moment. */
const earlierVisit = { start: days(-40), clinician: 'Dr. Elena Rivera', state: 'done' };
/** The older page holds the beginning of the first one's visit. */
export function olderAccesses() {
  return {
    groups: [{ visit: earlierVisit, entries: [access('Dr. Elena Rivera', 'clinician', 'opened', ['appointment'], 57_700)] }],
    next: null, truncated: false, anchored: status(),
  };
}
export function accesses(reader) {
  return {
    next: 'older', truncated: false, groups: [
      { visit: earlierVisit, entries: [
        access('Dr. Elena Rivera', 'clinician', 'signed', ['note'], 57_600), access('Dr. Elena Rivera', 'clinician', 'wrote', ['note', 'condition', 'medication'], 57_605),
        access('Dr. Elena Rivera', 'clinician', 'opened', ['condition', 'medication', 'allergy', 'measurement', 'document', 'note'], 57_612),
        access('Ines Castellano', 'nurse', 'wrote', ['measurement'], 57_640, { rule: 'nurse-writes-vitals', relation: 'clinic_visit', hop: 'portal_nurse' }),
      ] },
      { visit: null, entries: [
        access('Felix Brandt', 'front_desk', 'opened', ['demographics', 'appointment'], 900, { purpose: 'operations', rule: 'desk-reads-demographics', relation: null, hop: 'portal_front_desk' }),
        access('Dr. Samuel Okafor', 'clinician', 'denied', ['note'], 2_000, { outcome: 'denied', relation: null, hop: null, odd: true, rule: 'not-active' }),
        access('Amara Oyelaran', 'patient', 'opened', ['medication', 'note'], 100, { mine: reader === 'patient', purpose: 'patient_request', relation: 'self', rule: 'patient-reads-own', hop: 'portal_patient' }),
      ] },
    ],
    anchored: status(),
  };
}

export function audit(page) {
  const start = 1284 - page * 25;
  return Array.from({ length: 25 }, (_, index) => {
    const number = start - index;
    const kind = number % 7;
    const base = {
      number, at: minutes(-(1284 - number) * 9), who: 'Dr. Elena Rivera', roles: ['clinician'], background: number % 5 === 0, verb: 'opened', kinds: ['condition', 'medication'], count: 6, patients: 1, classes: ['clinical'],
      patient: who(number % 3), purpose: 'treatment', relation: 'appointment', rule: 'clinician-reads-active', outcome: 'granted', hop: 'portal_clinician', address: '127.0.0.1', device: 'Chromium on Linux',
    };
    if (kind === 1) return { ...base, verb: 'denied', outcome: 'denied', relation: null, rule: 'not-active', hop: null, kinds: ['note'], count: 1 };
    if (kind === 2) return { ...base, who: 'Felix Brandt', roles: ['front_desk'], verb: 'searched', kinds: ['demographics'], count: 0, patients: 0, classes: ['demographic'], patient: null, purpose: 'operations', relation: null, rule: 'desk-reads-demographics', hop: 'portal_front_desk' };
    if (kind === 3) return { ...base, who: 'Amara Oyelaran', roles: ['patient'], verb: 'event', event: 'sign-in', kinds: [], count: 0, classes: [], patient: null, purpose: 'operations', relation: null, rule: 'session', hop: null };
    if (kind === 4) return { ...base, who: 'Ruth Mbeki', roles: ['administrator'], verb: 'wrote', kinds: ['account'], count: 1, classes: ['operational'], account: 'Ines Castellano', patient: null, purpose: 'operations', relation: null, rule: 'administrator-accounts', hop: 'portal_administrator' };
    if (kind === 5) return { ...base, who: 'Ines Castellano', roles: ['nurse'], verb: 'denied', outcome: 'denied', event: 'code-refused', kinds: [], count: 0, classes: [], patient: null, purpose: 'operations', relation: null, rule: '', hop: null };
    return base;
  });
}

const key = (purpose, use, version, age, seals) => ({
  purpose, use, version, created_at: days(-age), age_days: age, seals, commitment: createHash('sha256').update(purpose + use + version).digest('hex').slice(0, 16),
});
export const keys = {
  custody: { token: 'SoftHSM project, SoftHSM v2', mechanism: 'CKM_AES_GCM', hardware: false }, rotation_days: 90,
  keys: [key('kek', 'tenant', 1, 120, true), key('key-file', 'tenant', 1, 30, true), ...['demographic', 'identifier', 'clinical', 'message', 'document', 'operational'].flatMap((use) => [key('dek', use, 2, 12, true), key('dek', use, 1, 102, false)]), key('dek', 'audit', 1, 30, true)],
};

export function slots(from, count) {
  const out = [];
  for (let day = 0; day < count; day++) {
    const when = new Date(`${from}T09:00:00Z`);
    when.setUTCDate(when.getUTCDate() + day);
    if ([0, 6].includes(when.getUTCDay())) continue;
    for (let index = 0; index < 9; index++) {
      const start = new Date(when.getTime() + (index + (when.getUTCDate() % 3)) * 20 * 60_000);
      if (start.getTime() < Date.now() || (index * 7 + when.getUTCDate()) % 4 === 0) continue;
      const iso = (at) => at.toISOString().replace(/\.\d+Z/, 'Z');
      out.push({ handle: handleOf(`slot ${iso(start)}`), start: iso(start), end: iso(new Date(start.getTime() + 20 * 60_000)) });
    }
  }
  return out;
}

export { handleOf, minutes, person, okafor, rivera, who };
