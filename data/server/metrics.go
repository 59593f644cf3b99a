package server

import (
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"pupitre/data/wire"
)

// metrics are the figures that /metrics gives. Labels are routes and enumerations only, so that their number is bounded.
type metrics struct {
	registry  *prometheus.Registry
	requests  *prometheus.CounterVec
	durations *prometheus.HistogramVec
	pushes    *prometheus.CounterVec
	outcomes  *prometheus.CounterVec
	pulls     *prometheus.CounterVec
	signIns   *prometheus.CounterVec
	streams   prometheus.Gauge
}

func newMetrics(registry *prometheus.Registry) *metrics {
	m := &metrics{
		registry: registry,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "pupitre_http_requests_total", Help: "Requests answered, by method, route and status.",
		}, []string{"method", "route", "status"}),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "pupitre_http_request_duration_seconds", Help: "Time to answer; long polls and streams last by design.",
			Buckets: []float64{.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"route"}),
		pushes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "pupitre_pushes_total", Help: "Pushes, by result: ok or the code of the problem.",
		}, []string{"result"}),
		outcomes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "pupitre_push_fields_total", Help: "Fields pushed, by outcome; repeated answers are counted again.",
		}, []string{"outcome"}),
		pulls: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "pupitre_pulls_total", Help: "Pulls, by result: items, empty or the code of the problem.",
		}, []string{"result"}),
		signIns: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "pupitre_sign_ins_total", Help: "Tries to sign in, by result: ok or the code of the problem.",
		}, []string{"result"}),
		streams: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "pupitre_event_streams", Help: "Event streams open now.",
		}),
	}
	registry.MustRegister(m.requests, m.durations, m.pushes, m.outcomes, m.pulls, m.signIns, m.streams,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, o := range []wire.Outcome{wire.Applied, wire.Noop, wire.Conflict, wire.Rejected} {
		m.outcomes.WithLabelValues(string(o)) // a series that shows 0 before the first event makes alarms simple
	}
	m.pushes.WithLabelValues("ok")
	return m
}

func (m *metrics) request(method, route string, status int, took time.Duration) {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions:
	default:
		method = "other" // a method is any word that a stranger likes
	}
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	m.durations.WithLabelValues(route).Observe(took.Seconds())
}

func (m *metrics) pushed(res wire.PushResult) {
	m.pushes.WithLabelValues("ok").Inc()
	for _, mutation := range res.Results {
		for _, f := range mutation.Fields {
			m.outcomes.WithLabelValues(string(f.Outcome)).Inc()
		}
	}
}

// codeOf is the label of an error.
func codeOf(err error) string {
	p, _ := problemOf(err, "")
	return p.Code
}

// showMetrics serves the figures to the machines that may read them, and looks like any unknown page to the others. What
// came through a proxy comes from elsewhere.
func (s *Server) showMetrics(w http.ResponseWriter, r *http.Request) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	allowed := false
	for _, prefix := range s.metricsFrom {
		allowed = allowed || (err == nil && prefix.Contains(peer.Addr().Unmap().WithZone("")))
	}
	if !allowed || r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" {
		s.pageNotFound(w, r)
		return
	}
	promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}).ServeHTTP(w, r)
}
