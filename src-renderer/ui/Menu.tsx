import clsx from 'clsx';
import { Check } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { Kbd } from './Kbd.tsx';
import { menuContentClass, menuItemClass } from './menu-style.ts';

export interface MenuProps {
  /** The button that opens the menu. */
  trigger: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'right' | 'bottom' | 'left';
  children: ReactNode;
}

export function Menu({ trigger, align = 'end', side = 'bottom', children }: MenuProps) {
  const wasPointer = useRef(false);
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onPointerDown={() => {
            wasPointer.current = true;
          }}
          onKeyDown={() => {
            wasPointer.current = false;
          }}
          // Focus goes back to the button for the keyboard only: after a click it would show a ring and a hint.
          onCloseAutoFocus={(event) => {
            if (wasPointer.current) event.preventDefault();
            wasPointer.current = false;
          }}
          className={menuContentClass}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export interface MenuItemProps {
  icon?: ReactNode;
  shortcut?: string;
  isDanger?: boolean;
  disabled?: boolean;
  onSelect(): void;
  children: ReactNode;
}

export function MenuItem({
  icon,
  shortcut,
  isDanger = false,
  disabled = false,
  onSelect,
  children,
}: MenuItemProps) {
  return (
    <Primitive.Item
      disabled={disabled}
      onSelect={onSelect}
      className={clsx(
        menuItemClass,
        isDanger && 'text-danger-ink data-highlighted:bg-danger-soft data-highlighted:text-danger-ink',
      )}
    >
      {icon}
      <span className="flex-1">{children}</span>
      {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
    </Primitive.Item>
  );
}

export interface MenuChoiceProps<Value extends string> {
  value: Value;
  onValueChange(value: Value): void;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
}

/** Options of which one is chosen. */
export function MenuChoice<Value extends string>({ value, onValueChange, options }: MenuChoiceProps<Value>) {
  return (
    <Primitive.RadioGroup value={value} onValueChange={(next) => onValueChange(next as Value)}>
      {options.map((option) => (
        <Primitive.RadioItem key={option.value} value={option.value} className={menuItemClass}>
          {option.icon}
          <span className="flex-1">{option.label}</span>
          <Primitive.ItemIndicator>
            <Check aria-hidden />
          </Primitive.ItemIndicator>
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}

export function MenuSeparator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}
