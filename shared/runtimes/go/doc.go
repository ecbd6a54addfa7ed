// Package eventbook is what every Go langpack is built on: it checks events while they are built, queues
// them, and sends them in batches to a collector.
//
// A program meets [Client], [Options], the transports for tests, and the values that Go has no type for
// ([Decimal], [Date], [UUID]). [Field], [Writer] and the rules are for generated code.
package eventbook
