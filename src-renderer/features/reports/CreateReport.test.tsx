// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { isolateViewTests, showView } from '../../lib/view-test.test-support.tsx';
import { CreateReport } from './CreateReport.tsx';

isolateViewTests();

it('names all tables that are written', () => {
  showView(<CreateReport create={{ mutate: () => {}, isPending: false, error: null }} />);
  expect(
    screen.getByText(/^Tables of journeys, .*, groups and visitors, for a spreadsheet\.$/),
  ).toBeDefined();
});
