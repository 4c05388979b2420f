"""Results as Plotly figures. Numbers come in finished; here they only get places, marks and colours."""

from assessment.charts.counts import Named as Named
from assessment.charts.counts import Votes as Votes
from assessment.charts.counts import distribution as distribution
from assessment.charts.counts import owners as owners
from assessment.charts.scale import Row as Row
from assessment.charts.scale import gap_chart as gap_chart
from assessment.charts.scale import radar as radar
