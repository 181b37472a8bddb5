import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Progress, remaining } from '../../wasm/toolchain/progress.mjs';

let lines: string[];
beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('how far a build is', () => {
  it('is told in files, as ninja counts them, and in time', () => {
    const progress = new Progress('Building the core');
    expect(String(progress)).toBe('Building the core ... 0 s');
    vi.advanceTimersByTime(20_000);
    progress.read('[0/2] Re-checking globbed directories...');
    expect(String(progress)).toBe('Building the core ... 20 s');
    progress.read('[10/40] Building CXX object core/nn/graph.cpp.o');
    expect(String(progress)).toBe('Building the core: 10 of 40 files, about 60 s to go');
    progress.end(true);
  });

  it('knows that linking a module takes longer than compiling a file', () => {
    const progress = new Progress('Building the engine', 4);
    vi.advanceTimersByTime(20_000);
    progress.read('[20/44] Building CXX object core/nn/graph.cpp.o');
    // 24 steps are left, of which four count eightfold: 52 of 72.
    expect(String(progress)).toBe('Building the engine: 20 of 44 files, about 50 s to go');
    progress.read('[44/44] Linking CXX executable receptive-simd.js');
    progress.end(true);
  });

  it('is told in hundredths where make builds', () => {
    const progress = new Progress('Building the core');
    vi.advanceTimersByTime(10_000);
    progress.read('[ 50%] Building CXX object core/nn/graph.cpp.o');
    expect(String(progress)).toBe('Building the core: 50 %, about 10 s to go');
    progress.end(true);
  });

  it('is a count where nobody knows how many there will be', () => {
    const progress = new Progress('doctest');
    vi.advanceTimersByTime(3_000);
    progress.at(120, undefined, 'test cases');
    expect(String(progress)).toBe('doctest: 120 test cases after 3 s');
    progress.end(true);
  });

  it('is said now and then where it cannot be written over, also while nothing is known', () => {
    const progress = new Progress('Installing');
    vi.advanceTimersByTime(40_000);
    progress.end(true);
    expect(lines).toEqual([
      'Installing ... 2 s\n',
      'Installing ... 17 s\n',
      'Installing ... 32 s\n',
      'Installing: done after 40 s\n',
    ]);
  });

  it('says nothing of the time as long as there is little to judge by', () => {
    expect(remaining(2, 1, 40)).toBe('');
    expect(remaining(100, 10, 40)).toBe(', about 5 min to go');
    expect(remaining(10, 40, 40)).toBe('');
  });
});
