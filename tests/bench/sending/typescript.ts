/** See ../sending.ts. */
export const typescriptSending = `
import { CheckoutOrderPaidV3, CommonFieldsV1, createClient } from '@classifieds/events-site-backend';

const client = createClient({ common: new CommonFieldsV1({ service: 'billing/4.12' }) });

function rate(one: (count: number) => void): number {
  let most = 0;
  for (let round = 0; round < 5; round += 1) {
    const began = performance.now();
    for (let count = 0; count < 20000; count += 1) one(count);
    most = Math.max(most, 20000 / ((performance.now() - began) / 1000));
  }
  return most;
}

const langpack = rate((count) => {
  client.send(
    new CheckoutOrderPaidV3({
      orderId: 'A-' + count,
      userId: '5d9c68c6-c50e-4d3d-a2f9-54f691206e5b',
      paymentMethod: 'card',
      amount: '4.90',
      currency: 'EUR',
      items: [{ service: 'top', days: 7, amount: '4.90' }],
    }),
  );
});
let queue: string[] = [];
const byHand = rate((count) => {
  queue.push(
    JSON.stringify({
      event: 'checkout.order_paid',
      version: 3,
      event_time: Date.now() * 1000,
      environment_version: 1,
      langpack: 'typescript/0.1.0',
      sequence: 1,
      fields: {
        order_id: 'A-' + count,
        user_id: '5d9c68c6-c50e-4d3d-a2f9-54f691206e5b',
        payment_method: 'card',
        amount: '4.90',
        currency: 'EUR',
        items: [{ service: 'top', days: 7, amount: '4.90' }],
        service: 'billing/4.12',
      },
    }),
  );
  if (queue.length === 500) queue = [];
});
await client.close();
declare const console: { log(text: string): void };
console.log(JSON.stringify({ langpack, byHand }));
`;
