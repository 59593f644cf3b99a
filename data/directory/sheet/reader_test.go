package sheet_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"pupitre/data/directory/sheet"
	"pupitre/data/fault"
)

// records reads a text; a record that is refused is its line and the id of the sentence.
func records(t interface{ Fatal(...any) }, text string) (list []string) {
	f, err := sheet.Detect(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	in := sheet.NewReader(strings.NewReader(text), f)
	for {
		rec, err := in.Next()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		if rec.Err != nil {
			key, _ := fault.KeyOf(rec.Err)
			list = append(list, fmt.Sprintf("%d!%s", rec.Line, key))
			continue
		}
		list = append(list, fmt.Sprintf("%d:%s", rec.Line, strings.Join(rec.Cells, "|")))
	}
}

func TestReader(t *testing.T) {
	latin, err := charmap.Windows1252.NewEncoder().String("nom;poste\r\nZoé Lebœuf;201\r\n")
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", 1_000_000)
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"with a mark, CRLF":      {"\ufeffnom;poste\r\nZoé;201\r\n", []string{"1:nom|poste", "2:Zoé|201"}},
		"Windows-1252":           {latin, []string{"1:nom|poste", "2:Zoé Lebœuf|201"}},
		"commas":                 {"name,extension\nZoé,201", []string{"1:name|extension", "2:Zoé|201"}},
		"empty lines":            {"a;b\n\n;;\nc;d\n", []string{"1:a|b", "4:c|d"}},
		"cells of several lines": {"a;b\n\"c\nd\";e\nf;g\n", []string{"1:a|b", "2:c\nd|e", "4:f|g"}},
		"a formula":              {"a;b\n'=1+1;x\n", []string{"1:a|b", "2:=1+1|x"}},
		"a quote never closed":   {"a;b\n\"c;d\ne;f\n", []string{"1:a|b", "2!transfer.csv_quotes", "3:e|f"}},
		"two that are not":       {"a;b\n\"c;d\ne;f\n\"g;h\ni;j\n", []string{"1:a|b", "2!transfer.csv_quotes", "3:e|f", "4!transfer.csv_quotes", "5:i|j"}},
		"a million characters":   {"a;b\n" + long + ";c\nd;e\n", []string{"1:a|b", "2!federation.csv_line_too_long", "3:d|e"}},
	} {
		if got := records(t, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestDetectRefuses(t *testing.T) {
	for text, key := range map[string]string{
		"": "transfer.csv_empty", "\n \n": "transfer.csv_empty", "a;b\x00": "transfer.csv_not_text",
		strings.Repeat("\n", sheet.MaxLines+1): "transfer.csv_too_many_lines",
	} {
		if _, err := sheet.Detect(strings.NewReader(text)); key != keyOf(err) {
			t.Errorf("%.10q: %v, want %s", text, err, key)
		}
	}
}

func keyOf(err error) string {
	key, _ := fault.KeyOf(err)
	return key
}

// Characters that stand across two pieces of a file are read whole.
func TestDetectAcrossPieces(t *testing.T) {
	for shift := range 4 {
		text := strings.Repeat("x", shift) + strings.Repeat("é€", 60_000)
		if f, err := sheet.Detect(strings.NewReader(text)); err != nil || f.Windows1252 {
			t.Errorf("shifted by %d: %+v %v", shift, f, err)
		}
		if f, err := sheet.Detect(strings.NewReader(text + "\xc3")); err != nil || !f.Windows1252 {
			t.Errorf("cut in a character: %+v %v", f, err)
		}
	}
}

// What a spreadsheet writes is read as it was.
func TestReaderReadsWhatIsWritten(t *testing.T) {
	cell := rapid.StringOf(rapid.SampledFrom([]rune("ab é;,\"\n'")))
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 2, 4), 1, 8).Draw(t, "rows")
		var file bytes.Buffer
		out := csv.NewWriter(&file)
		out.Comma = ';'
		want := []string{"a|b"}
		_ = out.Write([]string{"a", "b"})
		for _, r := range rows {
			_ = out.Write(r)
			var clean []string
			for _, c := range r {
				clean = append(clean, strings.TrimSpace(c))
			}
			if strings.Join(clean, "") != "" {
				want = append(want, strings.Join(clean, "|"))
			}
		}
		out.Flush()
		got := records(t, file.String())
		for i, g := range got {
			_, got[i], _ = strings.Cut(g, ":")
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

// A file of a million lines is read without a buffer for each of them.
func TestReaderTakesLittleForALine(t *testing.T) {
	const lines, most = 5000, 1 << 10 // bytes for each
	in := sheet.NewReader(strings.NewReader(strings.Repeat("Zoé Côté;514 555-0123;201;\"Québec; Rive-Nord\"\n", lines)), sheet.Format{Separator: ';'})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	read := 0
	for ; ; read++ {
		rec, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || len(rec.Cells) != 4 {
			t.Fatalf("%q %v", rec.Cells, err)
		}
	}
	runtime.ReadMemStats(&after)
	if took := (after.TotalAlloc - before.TotalAlloc) / lines; read != lines || took > most {
		t.Errorf("%d lines, %d bytes for each", read, took)
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte("a;b\n\"c\nd\";e\n"))
	f.Add([]byte("\xff\";\n\""))
	f.Fuzz(func(t *testing.T, file []byte) {
		format, err := sheet.Detect(bytes.NewReader(file))
		if err != nil {
			return
		}
		in := sheet.NewReader(bytes.NewReader(file), format)
		last := int64(0)
		for {
			rec, err := in.Next()
			if err != nil {
				return
			}
			if rec.Line <= last || rec.Line > format.Lines+1 {
				t.Fatalf("line %d after %d of %d", rec.Line, last, format.Lines)
			}
			last = rec.Line
		}
	})
}
