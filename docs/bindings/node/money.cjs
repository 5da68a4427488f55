// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
'use strict';

const LARGEST = 2n ** 63n - 1n;

/** An amount in reais, held as a whole number of centavos. Immutable and exact. */
class Money {
  #centavos;

  constructor(centavos) {
    if (typeof centavos === 'number' && Number.isSafeInteger(centavos)) centavos = BigInt(centavos);
    if (typeof centavos !== 'bigint')
      throw new TypeError('Money takes centavos as a bigint or a whole number');
    if (centavos > LARGEST || centavos < -LARGEST - 1n)
      throw new RangeError('an amount beyond 64 bits of centavos');
    this.#centavos = centavos;
    Object.freeze(this);
  }

  static of(reais) {
    if (typeof reais === 'number') {
      if (!Number.isFinite(reais)) throw new RangeError('not an amount');
      // The shortest text of a double: what was written in the source, if it has two decimals.
      if (Math.abs(reais) > 1e13) throw new RangeError('a number this large is not exact: pass a string');
      reais = String(reais);
    }
    if (typeof reais !== 'string') throw new TypeError('Money.of takes a string or a number');
    const parts = /^(-?)(\d{1,20})(?:\.(\d{1,2}))?$/.exec(reais);
    if (parts === null) throw new RangeError('an amount has at most two decimals');
    const centavos = BigInt(parts[2] + (parts[3] ?? '').padEnd(2, '0'));
    return new Money(parts[1] ? -centavos : centavos);
  }

  static isMoney(value) {
    return typeof value === 'object' && value !== null && #centavos in value;
  }

  get centavos() { return this.#centavos; }
  equals(other) { return Money.isMoney(other) && other.centavos === this.#centavos; }
  compare(other) {
    return this.#centavos < other.centavos ? -1 : this.#centavos > other.centavos ? 1 : 0;
  }
  plus(other) { return new Money(this.#centavos + other.centavos); }
  minus(other) { return new Money(this.#centavos - other.centavos); }
  toString() {
    const text = (this.#centavos < 0n ? -this.#centavos : this.#centavos).toString().padStart(3, '0');
    return `${this.#centavos < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
  }
  toJSON() { return this.toString(); }
  valueOf() { throw new TypeError('amounts are added by plus() and compared by compare()'); }
  [Symbol.for('nodejs.util.inspect.custom')]() { return `Money(${this.toString()})`; }
}

module.exports = { Money };
