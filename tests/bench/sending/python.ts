/** See ../sending.ts. */
export const pythonSending = `import decimal
import json
import time
import typing
import uuid

from classifieds_events_site_backend import CheckoutOrderPaidV3, CheckoutOrderPaid_Items, Client, CommonFieldsV1

client = Client(common=CommonFieldsV1(service="billing/4.12"))
user = uuid.UUID("5d9c68c6-c50e-4d3d-a2f9-54f691206e5b")
amount = decimal.Decimal("4.90")


def rate(one: typing.Callable[[int], None]) -> float:
    most = 0.0
    for _ in range(5):
        began = time.perf_counter()
        for count in range(20000):
            one(count)
        most = max(most, 20000 / (time.perf_counter() - began))
    return most


def by_langpack(count: int) -> None:
    client.send(
        CheckoutOrderPaidV3(
            order_id=f"A-{count}",
            user_id=user,
            payment_method="card",
            amount=amount,
            currency="EUR",
            items=[CheckoutOrderPaid_Items(service="top", days=7, amount=amount)],
        )
    )


queue: typing.List[str] = []


def by_hand(count: int) -> None:
    queue.append(
        json.dumps(
            {
                "event": "checkout.order_paid",
                "version": 3,
                "event_time": int(time.time() * 1000000),
                "environment_version": 1,
                "langpack": "python/0.1.0",
                "sequence": 1,
                "fields": {
                    "order_id": f"A-{count}",
                    "user_id": str(user),
                    "payment_method": "card",
                    "amount": str(amount),
                    "currency": "EUR",
                    "items": [{"service": "top", "days": 7, "amount": str(amount)}],
                    "service": "billing/4.12",
                },
            }
        )
    )
    if len(queue) == 500:
        queue.clear()


rates = {"langpack": rate(by_langpack), "byHand": rate(by_hand)}
client.close()
print(json.dumps(rates))
`;
