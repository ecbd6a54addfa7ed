/** See ../sending.ts. */
export const goSending = `package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	sitebackend "git.classifieds.example/events/events-site-backend"
	"git.classifieds.example/events/events-site-backend/eventbook"
)

const turns = 100000

func rate(one func(count int)) (most float64) {
	for round := 0; round < 5; round++ {
		began := time.Now()
		for count := 0; count < turns; count++ {
			one(count)
		}
		most = max(most, turns/time.Since(began).Seconds())
	}
	return most
}

func main() {
	common, err := sitebackend.CommonFieldsV1().SetService("billing/4.12").Build()
	must(err)
	client, err := sitebackend.NewClient(eventbook.Options{Common: common, WhenFull: eventbook.Wait})
	must(err)
	user := eventbook.MustUUID("5d9c68c6-c50e-4d3d-a2f9-54f691206e5b")
	amount := eventbook.MustDecimal("4.90")
	langpack := rate(func(count int) {
		event, err := sitebackend.CheckoutOrderPaidV3().
			SetOrderId("A-" + strconv.Itoa(count)).
			SetUserId(user).
			SetPaymentMethod(sitebackend.PaymentMethod_Card).
			SetAmount(amount).
			SetCurrency(sitebackend.Currency_Eur).
			SetItems([]*sitebackend.CheckoutOrderPaid_Items{
				new(sitebackend.CheckoutOrderPaid_Items).SetService("top").SetDays(7).SetAmount(amount),
			}).
			Build()
		must(err)
		must(client.Send(context.Background(), event))
	})
	must(client.Close(context.Background()))
	var queue [][]byte
	byHand := rate(func(count int) {
		line, err := json.Marshal(map[string]any{
			"event": "checkout.order_paid", "version": 3, "event_time": time.Now().UnixMicro(),
			"environment_version": 1, "langpack": "go/0.1.0", "sequence": 1,
			"fields": map[string]any{
				"order_id": "A-" + strconv.Itoa(count), "user_id": user.String(), "payment_method": "card",
				"amount": "4.90", "currency": "EUR",
				"items":   []any{map[string]any{"service": "top", "days": 7, "amount": "4.90"}},
				"service": "billing/4.12",
			},
		})
		must(err)
		if queue = append(queue, line); len(queue) == 500 {
			queue = nil
		}
	})
	fmt.Printf("{\\"langpack\\": %f, \\"byHand\\": %f}", langpack, byHand)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
`;
