package eventbook

import (
	"fmt"
	"strconv"
	"time"
)

// TimestampRule is for times; they travel as microseconds since the epoch.
type TimestampRule struct{}

// Clone answers the time itself.
func (TimestampRule) Clone(moment time.Time) time.Time { return moment }

func (TimestampRule) write(w *Writer, value time.Time) {
	microseconds := value.UnixMicro()
	// The years are asked, too: far away ones overflow.
	if year := value.Year(); year < 1600 || year > 2300 || microseconds > mostExact || microseconds < -mostExact {
		w.violate("type", "must be a time from 1684 to 2255, got %s", value.Format(time.RFC3339))
		return
	}
	w.json = strconv.AppendInt(w.json, microseconds, 10)
}

// Date is a day of the calendar, without a time or a place.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf answers the day that a time falls on, in the time's own location.
func DateOf(moment time.Time) Date {
	year, month, day := moment.Date()
	return Date{Year: year, Month: month, Day: day}
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(text string) (Date, error) {
	moment, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("a date looks like 2026-11-25, got %s", shown(text))
	}
	return DateOf(moment), nil
}

// String is how the day travels: YYYY-MM-DD.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day) }

func (d Date) isDay() bool {
	return d.Year >= 1 && d.Year <= 9999 && DateOf(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)) == d
}

// DateRule is for days.
type DateRule struct{}

// Clone answers the day itself.
func (DateRule) Clone(day Date) Date { return day }

func (DateRule) write(w *Writer, value Date) {
	if !value.isDay() {
		w.violate("type", "must be a date, YYYY-MM-DD, got %s", shown(value.String()))
	}
	w.json = append(append(append(w.json, '"'), value.String()...), '"')
}
