import { Toaster as SonnerToaster, toast as sonner } from 'sonner';
import { describeError, isCancellation } from '../lib/errors.ts';

export interface ToastAction {
  label: string;
  onClick(): void;
}

/** Short messages at the bottom right. */
export const toast = {
  success(message: string, options: { description?: string; action?: ToastAction } = {}): void {
    // Whoever is offered something needs the time to read it and to reach it.
    sonner.success(message, { ...options, ...(options.action && { duration: 10_000 }) });
  },
  info(message: string, options: { description?: string; action?: ToastAction } = {}): void {
    sonner(message, options);
  },
  /** Shows what a call threw; a cancellation shows nothing. Fits `onError` of a mutation. */
  error(error: unknown): void {
    if (isCancellation(error)) return;
    const { message, hint } = describeError(error);
    sonner.error(message, { duration: 10_000, ...(hint === '' ? {} : { description: hint }) });
  },
};

export function Toaster({ theme }: { theme: 'light' | 'dark' }) {
  return (
    <SonnerToaster
      theme={theme}
      position="bottom-right"
      closeButton
      toastOptions={{
        classNames: {
          toast: 'rounded-lg! border-line! bg-raised! text-ink! shadow-high! font-sans! text-sm!',
          description: 'text-ink-2!',
          success: '[&_[data-icon]]:text-success',
          error: '[&_[data-icon]]:text-danger',
          actionButton: 'bg-accent! text-on-accent!',
          closeButton: 'bg-raised! border-line! text-ink-2!',
        },
      }}
    />
  );
}
