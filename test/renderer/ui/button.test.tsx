import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Button } from '../../../renderer/ui/button.tsx';

afterEach(cleanup);

describe('a button', () => {
  test('takes no second press while the first is under way', async () => {
    let finish = () => {};
    const press = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    render(<Button onPress={press}>Send</Button>);
    const button = screen.getByRole('button');
    fireEvent.click(button);
    fireEvent.click(button);
    expect(press).toHaveBeenCalledTimes(1);
    expect(button.getAttribute('aria-busy')).toBe('true');
    finish();
    await waitFor(() => expect(button.getAttribute('aria-busy')).toBeNull());
    fireEvent.click(button);
    expect(press).toHaveBeenCalledTimes(2);
  });

  test('counts a double click as one press', () => {
    const press = vi.fn();
    render(<Button onPress={press}>Send</Button>);
    fireEvent.click(screen.getByRole('button'), { detail: 1 });
    fireEvent.click(screen.getByRole('button'), { detail: 2 });
    expect(press).toHaveBeenCalledTimes(1);
  });

  test('does not press again while Enter is held', () => {
    render(<Button onPress={() => {}}>Send</Button>);
    const isLetThrough = (repeat: boolean) => fireEvent.keyDown(screen.getByRole('button'), { key: 'Enter', repeat });
    expect(isLetThrough(false)).toBe(true);
    expect(isLetThrough(true)).toBe(false);
  });
});
