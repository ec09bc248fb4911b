import { ImageUp } from 'lucide-react';
import { useRef } from 'react';
import { Button, type ButtonProps } from '../../ui/index.ts';

export interface UploadPlanButtonProps {
  label: string;
  variant: NonNullable<ButtonProps['variant']>;
  isBusy: boolean;
  onChoose(file: File): void;
}

export function UploadPlanButton({ label, variant, isBusy, onChoose }: UploadPlanButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant={variant}
        icon={<ImageUp aria-hidden />}
        isBusy={isBusy}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg"
        aria-label="Plan picture"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file, chosen again after a correction, must be a change again.
          event.target.value = '';
          if (file) onChoose(file);
        }}
      />
    </>
  );
}
