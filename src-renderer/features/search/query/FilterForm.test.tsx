// @vitest-environment jsdom
import { configure, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import type { SearchFilter } from '#shared/contract/search.ts';
import { connectFakeHost } from '../../../api/fake-host.test-support.ts';
import { StudyContext } from '../../../api/index.ts';
import { isolateViewTests, showView, studyWith } from '../../../lib/view-test.test-support.tsx';
import { FilterForm } from './FilterForm.tsx';

const study = studyWith({ cameras: 0, recordings: 0, tracklets: 0, journeys: 0 });

// A busy machine takes longer than the second that is usual.
configure({ asyncUtilTimeout: 10_000 });
isolateViewTests();

function Form() {
  const [filter, setFilter] = useState<SearchFilter>({});
  return (
    <StudyContext value={study}>
      <FilterForm filter={filter} onChange={setFilter} />
      <output>{JSON.stringify(filter)}</output>
      <button type="button" onClick={() => setFilter({})}>
        Clear
      </button>
    </StudyContext>
  );
}

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const filter = () => screen.getByRole('status').textContent;

it('takes a time over at Enter and leaves the focus where it was typed', async () => {
  using _host = await connectFakeHost({ 'plan.get': () => ({ floors: [], cameras: [] }) });
  showView(<Form />);
  for (const [label, hour] of [
    ['From', '10'],
    ['To', '12'],
  ] as const) {
    field(label).focus();
    fireEvent.change(field(label), { target: { value: `2026-11-22 ${hour}:00` } });
    fireEvent.keyDown(field(label), { key: 'Enter' });
    expect(document.activeElement).toBe(field(label));
    expect(field(label).value).toBe(`2026-11-22 ${hour}:00:00`);
  }
  expect(filter()).toBe(
    JSON.stringify({ fromUtcMs: Date.UTC(2026, 10, 22, 10), toUtcMs: Date.UTC(2026, 10, 22, 12) }),
  );
});

it('follows a time that is changed elsewhere, also over what cannot be read', async () => {
  using _host = await connectFakeHost({ 'plan.get': () => ({ floors: [], cameras: [] }) });
  showView(<Form />);
  fireEvent.change(field('From'), { target: { value: '2026-11-22 10:00' } });
  fireEvent.blur(field('From'));
  fireEvent.change(field('From'), { target: { value: 'ten' } });
  fireEvent.blur(field('From'));
  expect(screen.getByRole('alert').textContent).toContain('Write the time as');
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
  expect(field('From').value).toBe('');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(filter()).toBe('{}');
});
