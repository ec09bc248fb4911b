// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { NumberField } from './NumberField.tsx';

afterEach(cleanup);

function setUp() {
  const onValueCommit = vi.fn();
  render(<NumberField label="Range" value={12} min={1} max={50} unit="m" onValueCommit={onValueCommit} />);
  return { field: screen.getByRole('spinbutton', { name: 'Range' }) as HTMLInputElement, onValueCommit };
}

it('commits a typed number at Enter, not while it is typed', () => {
  const { field, onValueCommit } = setUp();
  fireEvent.change(field, { target: { value: '20,5' } });
  expect(onValueCommit).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(onValueCommit).toHaveBeenCalledExactlyOnceWith(20.5);
});

it('says what is wrong with a number out of range, and falls back to the old one', () => {
  const { field, onValueCommit } = setUp();
  fireEvent.change(field, { target: { value: '500' } });
  expect(screen.getByRole('alert').textContent).toBe('Enter a number from 1 to 50.');
  fireEvent.blur(field);
  expect(field.value).toBe('12');
  expect(onValueCommit).not.toHaveBeenCalled();
});

it('steps with the arrow keys, ten times as far with Shift, and stops at the limit', () => {
  const { field, onValueCommit } = setUp();
  fireEvent.keyDown(field, { key: 'ArrowUp' });
  expect(onValueCommit).toHaveBeenLastCalledWith(13);
  fireEvent.keyDown(field, { key: 'ArrowDown', shiftKey: true });
  expect(onValueCommit).toHaveBeenLastCalledWith(2);
  fireEvent.change(field, { target: { value: '45' } });
  fireEvent.keyDown(field, { key: 'ArrowUp', shiftKey: true });
  expect(onValueCommit).toHaveBeenLastCalledWith(50);
});

it('keeps the decimals that it does not show while nobody types', () => {
  const onValueCommit = vi.fn();
  render(<NumberField label="Clock" value={-3.217} decimals={1} onValueCommit={onValueCommit} />);
  const field = screen.getByRole('spinbutton', { name: 'Clock' }) as HTMLInputElement;
  expect(field.value).toBe('-3.2');
  fireEvent.blur(field);
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(onValueCommit).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: 'ArrowUp' });
  expect(onValueCommit).toHaveBeenLastCalledWith(-2.217);
});
