import { RotateCw } from 'lucide-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button, ErrorNotice } from '../ui/index.ts';

interface ErrorBoundaryProps {
  title: string;
  children: ReactNode;
}

/** Keeps a bug in one view from taking the rest of the application with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="flex flex-1 flex-col items-center justify-center gap-4 p-10">
        <h1 className="text-lg font-semibold">{this.props.title}</h1>
        <ErrorNotice error={error} className="max-w-xl" />
        <div className="flex gap-2">
          <Button variant="primary" onClick={() => this.setState({ error: null })}>
            Try again
          </Button>
          <Button icon={<RotateCw />} onClick={() => window.location.reload()}>
            Reload
          </Button>
        </div>
      </div>
    );
  }
}
