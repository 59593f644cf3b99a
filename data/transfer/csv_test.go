package transfer_test

import (
	"errors"
	"strings"
	"testing"

	"pupitre/data/transfer"
)

func TestWriteCSV(t *testing.T) {
	for _, c := range []struct {
		name      string
		separator rune
		rows      [][]string
		want      string
	}{
		{"French", transfer.CSVFrench, [][]string{{"Nom", "Ville"}, {"Côté; fils", "Lévis, Qc"}}, "\ufeffNom;Ville\r\n\"Côté; fils\";Lévis, Qc\r\n"},
		{"English", transfer.CSVEnglish, [][]string{{"Name", "City"}, {"Côté; fils", "Lévis, Qc"}}, "\ufeffName,City\r\nCôté; fils,\"Lévis, Qc\"\r\n"},
		{"quotes and lines", ';', [][]string{{`dit "le Grand"`, "une\nnote"}}, "\ufeff\"dit \"\"le Grand\"\"\";\"une\r\nnote\"\r\n"},
		{"formulas", ';', [][]string{{"=1+1", "+1 514", "-2", "@SUM(A1)", "\tx", "\rx", "a=b", ""}}, "\ufeff'=1+1;'+1 514;'-2;'@SUM(A1);'\tx;\"'x\";a=b;\r\n"},
		{"nothing", ',', nil, "\ufeff"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			if err := transfer.WriteCSV(&b, c.separator, c.rows); err != nil {
				t.Fatal(err)
			}
			if got := b.String(); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// full is a disk without room after some bytes.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	f.room -= len(p)
	if f.room < 0 {
		return 0, errors.New("no room")
	}
	return len(p), nil
}

func TestWriteCSVTellsOfAFullDisk(t *testing.T) {
	for _, room := range []int{0, 3} {
		if err := transfer.WriteCSV(&full{room}, ';', [][]string{{"Nom"}}); err == nil {
			t.Errorf("with room for %d bytes nothing is said", room)
		}
	}
}
