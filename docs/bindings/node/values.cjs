// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
'use strict';

// Values as the package gives and takes them, made of their forms and made into them by the tables of
// types.cjs.

const { Money } = require('./money.cjs');
const { types, operations, enumerations } = require('./types.cjs');
const library = require('./library.cjs');

const inspect = Symbol.for('nodejs.util.inspect.custom');
const SHOWN = new Set(['amount', 'integer', 'boolean', 'timestamp', 'date']);

/** What all values have: they are safe for console.log and hidden texts. */
class Value {
  [inspect](_depth, options, show) {
    const parts = {};
    for (const member of types[this.constructor.typeName]) {
      const value = this[member.name];
      if (value === undefined) continue;
      const known = member.kind === 'enumeration' && Object.values(enumerations[member.type]).includes(value);
      parts[member.name] = SHOWN.has(member.kind) || member.kind === 'object' || known ? value : '***';
    }
    return `${this.constructor.name} ${show(parts, options)}`;
  }
}

/** What Client.send() takes. */
class Operation extends Value {}

const classes = {};
for (const [typeName, className] of Object.entries(require('./types.cjs').classNames)) {
  const isOperation = typeName in operations;
  const hasKey = types[typeName].some((each) => each.type === 'idempotency_key');
  const made = { [className]: class extends (isOperation ? Operation : Value) {
    static typeName = typeName;
    constructor(members = {}) {
      super();
      if (typeof members !== 'object' || members === null)
        throw new TypeError(`${className} takes an object with its members`);
      for (const name of Object.keys(members))
        if (name !== 'irregular' && !types[typeName].some((each) => each.name === name))
          throw new TypeError(`${className} has no member ${name}`);
      for (const member of types[typeName]) {
        const value = members[member.name];
        if (value === undefined) continue;
        const isPlain = member.kind === 'object' && !member.list && typeof value === 'object'
          && value !== null && !(value instanceof Value);
        this[member.name] = isPlain ? new classes[member.type](value) : value;
      }
      if (members.irregular !== undefined) this.irregular = members.irregular;
      if (hasKey && this.idempotencyKey === undefined) this.idempotencyKey = newIdempotencyKey();
      Object.freeze(this);
    }
  } }[className];
  classes[typeName] = made;
}

function newIdempotencyKey() {
  return library.answerOf('idempotency_key', require('node:crypto').randomBytes(16)).toString();
}

function readOne(member, value) {
  switch (member.kind) {
    case 'amount': return new Money(BigInt(value));
    case 'integer': {
      const small = Number(value);
      return Number.isSafeInteger(small) ? small : BigInt(value);
    }
    case 'timestamp': return new Date(value);
    case 'object': return fromForm(member.type, value);
    default: return value;
  }
}

/** The value of a form, which the library has written: nothing of it is checked again. */
function fromForm(typeName, form) {
  const members = Object.create(classes[typeName].prototype);
  for (const member of types[typeName]) {
    const value = form[member.key];
    if (value === undefined) {
      if (member.list) members[member.name] = [];
      continue;
    }
    members[member.name] = member.list ? value.map((each) => readOne(member, each)) : readOne(member, value);
  }
  if (form.irregular !== undefined) members.irregular = form.irregular;
  return Object.freeze(members);
}

function wrong(member, value, wanted) {
  const found = value === null ? 'null' : typeof value;
  throw new TypeError(`${member.name} takes ${wanted}, not ${found}`);
}

function writeOne(member, value) {
  switch (member.kind) {
    case 'amount':
      if (!Money.isMoney(value)) wrong(member, value, 'Money');
      return value.centavos.toString();
    case 'integer':
      if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) wrong(member, value, 'a whole number');
      return value.toString();
    case 'boolean':
      if (typeof value !== 'boolean') wrong(member, value, 'a boolean');
      return value;
    case 'timestamp':
      if (!(value instanceof Date) || Number.isNaN(value.getTime())) wrong(member, value, 'a Date');
      return value.toISOString();
    case 'object':
      if (typeof value !== 'object' || value === null) wrong(member, value, 'an object');
      return toForm(member.type, value);
    default:
      if (typeof value !== 'string') wrong(member, value, 'a string');
      return value;
  }
}

/** The form of a value. Names a member of a wrong type, and one that there is not. */
function toForm(typeName, value) {
  const form = {};
  const known = new Set(['irregular']);
  for (const member of types[typeName]) {
    known.add(member.name);
    const found = value[member.name];
    if (found === undefined) continue;
    form[member.key] = member.list ? found.map((each) => writeOne(member, each)) : writeOne(member, found);
  }
  for (const name of Object.keys(value))
    if (!known.has(name)) throw new TypeError(`${typeName} has no member ${name}`);
  return form;
}

module.exports = { Value, Operation, classes, fromForm, toForm, newIdempotencyKey };
