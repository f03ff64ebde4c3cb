// SPDX-License-Identifier: Apache-2.0
// What the mock server answers to each operation of the schema.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import * as data from './data.mjs';
import { readTables } from './toml.mjs';

export class Refusal extends Error {
  constructor(status, code, rule) {
    super(code);
    Object.assign(this, { status, code, rule });
  }
}
const absent = () => new Refusal(404, 'absent');
const why = (relation, rule) => ({ rule, purpose: relation === 'self' ? 'patient_request' : 'treatment', relation, ...(relation === 'self' ? {} : { until: data.minutes(600) }) });

function own(account) {
  return data.patients.findIndex(({ name }) => name === account.name);
}
function accountOf(state, handle) {
  const found = state.accounts.find((each) => each.handle === handle);
  if (!found) throw absent();
  return found;
}
function patientOf(handle) {
  const index = data.patients.findIndex((one) => one.handle === handle);
  if (index < 0 || index > 4) throw absent(); // the last one is not active
  return index;
}
const without = (one, ...names) => Object.fromEntries(Object.entries(one).filter(([name]) => !names.includes(name)));
function appointmentsFor(state, account) {
  if (account.roles.includes('patient')) return state.appointments.filter((one) => one.patient.name === account.name).map((one) => without(one, 'patient'));
  if (account.roles.includes('clinician')) return state.appointments.filter((one) => one.clinician.name === account.name);
  return state.appointments.map((one) => without(one, 'reason'));
}
function visitOf(state, handle, account) {
  const one = state.appointments.find(({ visit }) => visit === handle);
  if (!one) throw absent();
  const patient = account.roles.includes('patient');
  const states = { booked: 'planned', waiting: 'waiting', in_call: 'in_call', done: 'ended', cancelled: 'ended' };
  const note = state.notes[handle] ?? { text: '', diagnosis: null, version: 0 };
  return {
    one,
    visit: {
      handle, state: states[one.state], start: one.start, end: one.end, other: patient ? one.clinician.name : one.patient.name, role: patient ? 'callee' : 'caller', ice_servers: [],
      ...(one.state === 'waiting' && patient ? { place: 2 } : {}), ...(patient ? {} : { patient: one.patient.handle, note }),
    },
  };
}
function messagesFor(state, account) {
  const me = account.roles.includes('patient') ? own(account) : 'rivera';
  const named = (side) => (side === 'rivera' ? data.rivera : data.who(side));
  return state.messages.filter(({ from, to }) => from === me || to === me).map(({ from, to, ...rest }) => ({ ...rest, mine: from === me, other: named(from === me ? to : from) }));
}
/** Of the state as it is; every kind of page has the same one here. */
const revision = (state) => createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 22);
function readMap() {
  const folder = new URL('../../../policy/', import.meta.url);
  const { system, hop } = readTables(readFileSync(new URL('dataflow.toml', folder), 'utf8'));
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) if (name.endsWith('.toml')) hash.update(readFileSync(new URL(name, folder)));
  const pick = (one, names) => Object.fromEntries(names.map((name) => [name, one[name] ?? '']));
  return {
    policy_hash: hash.digest('hex'), systems: system.map((one) => pick(one, ['id', 'label', 'presence', 'note'])),
    hops: hop.map((one) => pick(one, ['id', 'from', 'to', 'carrier', 'encryption', 'retention', 'basis', 'baa', 'classes', 'regions', 'presence', 'citation', 'enforced', 'enforcement'])),
  };
}

/** operationId → (context) → body; a 201 is in `created`. */
export const answers = {
  about: () => ({ version: '0.1.0', demo: true }),
  listClinicians: () => ({ clinicians: data.clinicians, truncated: false }),
  listSlots: ({ query }) => ({ slots: data.slots(query.get('from') ?? new Date().toISOString().slice(0, 10), Number(query.get('days') ?? 14)), truncated: false }),
  listAppointments: ({ state, account, query }) => {
    // one day is the hours around now, so that the invented day looks the same at every hour
    const single = query.get('days') === '1';
    const from = single ? Date.now() - 43_200_000 : new Date(`${query.get('from') ?? '2000-01-01'}T00:00:00`).getTime();
    const until = from + Number(query.get('days') ?? 36_500) * 86_400_000;
    return { appointments: appointmentsFor(state, account).filter(({ start }) => new Date(start).getTime() >= from && new Date(start).getTime() < until).sort((a, b) => a.start.localeCompare(b.start)), revision: revision(state), truncated: state.cut };
  },
  bookAppointment: ({ state, account, body }) => {
    const slot = data.slots(new Date().toISOString().slice(0, 10), 120).find(({ handle }) => handle === body.slot);
    if (!slot) throw new Refusal(409, 'conflict');
    const patient = data.patients[account.roles.includes('patient') ? own(account) : patientOf(body.patient)];
    const made = { handle: data.handleOf(`new ${slot.handle}`), start: slot.start, end: slot.end, state: 'booked', clinician: data.rivera, patient: { handle: patient.handle, name: patient.name }, reason: body.reason, visit: data.handleOf(`visit ${slot.handle}`) };
    if (made.reason === undefined) delete made.reason;
    state.appointments.push(made);
    return without(made, account.roles.includes('patient') ? 'patient' : 'reason');
  },
  cancelAppointment: ({ state, account, handle }) => {
    const one = state.appointments.find((each) => each.handle === handle);
    if (!one) throw absent();
    Object.assign(one, { state: 'cancelled', visit: null });
    return without(one, account.roles.includes('patient') ? 'patient' : 'reason');
  },
  listMessages: ({ state, account }) => ({ messages: messagesFor(state, account), revision: revision(state), truncated: state.cut }),
  sendMessage: ({ state, account, body }) => {
    const me = account.roles.includes('patient') ? own(account) : 'rivera';
    const to = me === 'rivera' ? patientOf(body.to) : 'rivera';
    const made = { handle: data.handleOf(`message ${state.messages.length}`), from: me, to, text: body.text, sent_at: data.minutes(0) };
    state.messages.push(made);
    return messagesFor(state, account).at(-1);
  },
  readToday: ({ state, account }) => ({
    appointments: appointmentsFor(state, account).filter(({ start }) => Math.abs(new Date(start).getTime() - Date.now()) < 43_200_000),
    unsigned_notes: state.appointments.filter(({ visit, state: is }) => is === 'done' && state.notes[visit] && !state.notes[visit].signed_at).map(({ visit, patient, start }) => ({ visit, patient, started_at: start })),
    unanswered: 1, patients: data.patients.slice(0, 5), revision: revision(state), truncated: state.cut,
  }),
  readChanges: ({ state }) => ({ revision: revision(state) }),
  listPatients: ({ state, account, query }) => {
    const all = account.roles.some((role) => role === 'clinician' || role === 'nurse') ? data.patients.slice(0, 5) : data.patients;
    const name = (query.get('name') ?? '').toLowerCase();
    return { patients: all.filter((one) => one.name.toLowerCase().split(' ').some((part) => part.startsWith(name))), truncated: state.cut };
  },
  readChart: ({ state, handle }) => data.chart(state, patientOf(handle), why('appointment', 'clinician-reads-active')),
  readVault: ({ state, account }) => data.chart(state, own(account), why('self', 'patient-reads-own')),
  recordVitals: ({ state, handle, body }) => {
    patientOf(handle);
    for (const [code, value] of Object.entries(body)) state.vitals.push({ patient: handle, code, label: `${code} (today)`, value, unit: '', at: data.minutes(0), series: [{ at: data.minutes(0), value }] });
    return { recorded: Object.keys(body).length, at: data.minutes(0) };
  },
  listAccesses: ({ query }) => (query.get('page') === 'older' ? data.olderAccesses() : data.accesses('patient')),
  listPatientAccesses: ({ handle, query }) => {
    const one = data.patients.find((each) => each.handle === handle);
    if (!one) throw absent();
    return { ...(query.get('page') === 'older' ? data.olderAccesses() : data.accesses('officer')), patient: { handle, name: one.name } };
  },
  readVisit: ({ state, handle, account }) => visitOf(state, handle, account).visit,
  readPlace: ({ state, handle, account }) => ({ place: visitOf(state, handle, account).visit.place ?? null }),
  arriveAtVisit: ({ state, handle, account }) => {
    const { one } = visitOf(state, handle, account);
    if (one.state === 'booked') Object.assign(one, { state: 'waiting', waiting_since: data.minutes(0) });
    return visitOf(state, handle, account).visit;
  },
  admitToVisit: ({ state, handle, account }) => {
    visitOf(state, handle, account).one.state = 'in_call';
    return visitOf(state, handle, account).visit;
  },
  endVisit: ({ state, handle, account }) => {
    visitOf(state, handle, account).one.state = 'done';
    return visitOf(state, handle, account).visit;
  },
  saveNote: ({ state, handle, body }) => {
    const before = state.notes[handle]?.version ?? 0;
    if (body.version !== before) throw new Refusal(412, 'stale');
    state.notes[handle] = { text: body.text, diagnosis: body.diagnosis, version: before + 1, saved_at: data.minutes(0) };
    return { version: before + 1, saved_at: data.minutes(0) };
  },
  signNote: ({ state, handle, body }) => {
    const note = state.notes[handle];
    if (!note || note.version !== body.version) throw new Refusal(412, 'stale');
    note.signed_at = data.minutes(0);
    return { handle: data.handleOf(`note ${handle}`), author: 'Dr. Elena Rivera', at: data.minutes(0), signed: true, signed_at: data.minutes(0), text: note.text, ...(note.diagnosis ? { diagnosis: note.diagnosis } : {}) };
  },
  prescribe: ({ state, handle, account, body }) => {
    const made = { label: body.medication, dose: body.dose, frequency: body.frequency, status: 'active', since: data.minutes(0).slice(0, 10), prescriber: account.name, ...(body.note ? { note: body.note } : {}) };
    state.prescriptions.unshift({ ...made, patient: visitOf(state, handle, account).one.patient.handle });
    return made;
  },
  reportCall: ({ state, handle, account }) => { visitOf(state, handle, account).one.state = 'done'; },
  readAudit: ({ query }) => {
    const page = Number((query.get('page') ?? 'page-000').slice(5));
    const entries = data.audit(page).filter((one) => (!query.get('outcome') || one.outcome === query.get('outcome')) && (!query.get('role') || one.roles.includes(query.get('role'))) && (!query.get('who') || one.who.toLowerCase().includes(query.get('who').toLowerCase())));
    return { entries, next: page < 3 ? `page-${String(page + 1).padStart(3, '0')}` : null, truncated: false, status: data.status() };
  },
  readMap: () => readMap(),
  readKeys: () => data.keys,
  listAccounts: ({ state }) => ({ accounts: state.accounts }),
  createAccount: ({ state, body }) => {
    if (state.accounts.some(({ email }) => email === body.email)) throw new Refusal(409, 'conflict');
    const account = { handle: data.handleOf(`account ${body.email}`), version: 1, ...body, unconfirmed: [], state: 'invited', invited_until: data.days(7) };
    state.accounts.push(account);
    return { account, invitation: data.invitation, until: data.days(7) };
  },
  inviteAccount: ({ state, handle }) => {
    const account = accountOf(state, handle);
    Object.assign(account, { unconfirmed: [], state: 'invited', invited_until: data.days(7) });
    return { account, invitation: data.invitation, until: data.days(7) };
  },
  confirmAccount: ({ state, handle, body }) => {
    const account = accountOf(state, handle);
    if (account.version !== body.version) throw new Refusal(409, 'conflict');
    return Object.assign(account, { unconfirmed: [], state: 'active' });
  },
  beginEnrolment: ({ body }) => {
    if (body.invitation !== data.invitation) throw new Refusal(401, 'unauthenticated');
    return { ticket: 'ticket', email: body.email, totp_secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' };
  },
  finishEnrolment: ({ body }) => { if (body.code !== data.code) throw new Refusal(400, 'invalid'); },
  changeAccount: ({ state, handle, body }) => {
    const { active, ...rest } = body;
    return Object.assign(accountOf(state, handle), rest, active === undefined ? {} : { state: active ? 'active' : 'off' });
  },
  readDemo: () => ({
    people: data.accounts.map(({ name, email, roles }) => ({ name, email, role: roles[0], tenant: 'Fairhaven Clinic', password: data.password, code: data.code })),
    seconds_left: 30 - (Math.floor(Date.now() / 1000) % 30) || 1, ca: { path: '/srv/salus/demo-ca.pem', sha256: Array(32).fill('A7').join(':') },
  }),
};
export const created = new Set(['bookAppointment', 'sendMessage', 'recordVitals', 'prescribe', 'createAccount']);
