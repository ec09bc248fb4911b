/** View state that outlives its view but not the study that it is about. */
import { create, type StateCreator, type StoreApi, type UseBoundStore } from 'zustand';

const listeners: (() => void)[] = [];

/** Calls `forget` whenever another study takes the place of the open one, or none does. */
export function onStudyLeft(forget: () => void): void {
  listeners.push(forget);
}

/** A store that begins anew with every study: what it names, such as a camera, is another one in the next. */
export function createStudyState<T>(initializer: StateCreator<T>): UseBoundStore<StoreApi<T>> {
  const store = create(initializer);
  onStudyLeft(() => store.setState(store.getInitialState(), true));
  return store;
}

export function forgetStudyState(): void {
  for (const forget of listeners) forget();
}
