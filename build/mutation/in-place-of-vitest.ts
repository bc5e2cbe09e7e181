import type { Gatherer } from './gather.ts';

const { gatheredInPlaceOfVitest } = globalThis as unknown as { gatheredInPlaceOfVitest: Gatherer['vitest'] };

export const { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } = gatheredInPlaceOfVitest;
