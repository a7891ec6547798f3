"""Units, their dated names, codes and places, and the links between maps."""

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from danchu.kernel.units.rules import END, KIND_NAMES, Tree, UnitKind

KIND_CHOICES = [(kind.value, name) for kind, name in KIND_NAMES.items()]
TREE_CHOICES = [(Tree.TERRITORY.value, "lãnh thổ"), (Tree.LINE.value, "ngành dọc")]


def _dates_ordered(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_from__isnull=True)
        | Q(valid_to__isnull=True)
        | Q(valid_from__lte=F("valid_to")),
        name=name,
    )


_Row_co = TypeVar("_Row_co", bound=models.Model, covariant=True)


class Dated(models.QuerySet[_Row_co]):
    """Rows that hold from one day to another, both included; empty is open."""

    def alive(self, day: date) -> Self:
        """Return the rows that hold on `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class UnitQuerySet(Dated["Unit"]):
    """Questions about units."""

    def within(
        self, root: "Unit", *, on: date, tree: str = Tree.TERRITORY.value
    ) -> Self:
        """Return `root` and every unit below it that exists on the map of `on`."""
        standing = Ancestry.objects.filter(
            tree=tree, ancestor=root, since__lte=on, until__gt=on
        )
        return self.alive(on).filter(pk__in=standing.values("unit"))


class Unit(models.Model):
    """A province, commune, village, agency, enterprise …: whoever acts or reports."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    kind = models.CharField("loại", max_length=12, choices=KIND_CHOICES)
    label = models.CharField("cấp gọi", max_length=40, blank=True)
    name = models.CharField("tên", max_length=200)
    sort_key = models.CharField(max_length=420, db_collation="C")
    latitude = models.FloatField("vĩ độ", null=True, blank=True)
    longitude = models.FloatField("kinh độ", null=True, blank=True)
    area_km2 = models.FloatField("diện tích, km²", null=True, blank=True)
    households = models.PositiveIntegerField("số hộ", null=True, blank=True)
    sector = models.CharField("ngành", max_length=60, blank=True)
    has_union = models.BooleanField("có công đoàn", null=True, blank=True)
    has_party_org = models.BooleanField("có tổ chức đảng", null=True, blank=True)
    is_special_zone = models.BooleanField("là đặc khu", default=False)
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects: ClassVar = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(UnitKind)), name="units_unit_kind_known"
            ),
            _dates_ordered("units_unit_ends_after_it_begins"),
        ]
        # Children of a unit are listed in the order of their names (`children_of`).
        indexes = [models.Index(fields=["kind", "sort_key"], name="units_unit_listed")]

    def __str__(self) -> str:
        return self.name

    @property
    def has_ended(self) -> bool:
        """Whether the unit has a last day; it may still lie ahead."""
        return self.valid_to is not None

    @property
    def kind_name(self) -> str:
        """What it is called as a kind, for example ``cấp xã``."""
        return KIND_NAMES[UnitKind(self.kind)]


class UnitName(models.Model):
    """A name a unit bears between two days."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField("tên đầy đủ", max_length=200)
    bare = models.CharField("tên riêng", max_length=200)
    folded = models.CharField(max_length=200, db_collation="C")
    folded_bare = models.CharField(max_length=200, db_collation="C")
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects: ClassVar = Dated["UnitName"].as_manager()

    class Meta:
        verbose_name = "tên đơn vị"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "valid_from"],
                name="units_unitname_begins_once",
                nulls_distinct=False,
            ),
            _dates_ordered("units_unitname_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitCode(models.Model):
    """An official code a unit bears between two days; codes are used again."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="codes")
    scheme = models.CharField("bộ mã", max_length=20, default="gso")
    code = models.CharField("mã", max_length=30, db_collation="C")
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects: ClassVar = Dated["UnitCode"].as_manager()

    class Meta:
        verbose_name = "mã đơn vị"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code", "valid_from"],
                name="units_unitcode_begins_once",
                nulls_distinct=False,
            ),
            _dates_ordered("units_unitcode_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


class Placement(models.Model):
    """A unit stands under a parent, in one tree, between two days."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    tree = models.CharField("cây", max_length=9, choices=TREE_CHOICES)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="child_placements")
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects: ClassVar = Dated["Placement"].as_manager()

    class Meta:
        verbose_name = "vị trí trong cây"
        constraints = [
            models.CheckConstraint(
                condition=Q(tree__in=list(Tree)), name="units_placement_tree_known"
            ),
            models.CheckConstraint(
                condition=~Q(unit=F("parent")), name="units_placement_not_under_itself"
            ),
            models.UniqueConstraint(
                fields=["tree", "unit", "valid_from"],
                name="units_placement_begins_once",
                nulls_distinct=False,
            ),
            _dates_ordered("units_placement_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}"


class Succession(models.Model):
    """What became of a unit: whole or in part, into whom, from which day."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    predecessor = models.ForeignKey(Unit, models.CASCADE, related_name="heirs")
    successor = models.ForeignKey(Unit, models.CASCADE, related_name="origins")
    on = models.DateField("từ ngày")
    is_main = models.BooleanField("là đơn vị kế thừa chính")
    is_whole = models.BooleanField("nhập nguyên vẹn")

    class Meta:
        verbose_name = "kế thừa"
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="units_succession_once"
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(is_main=True),
                name="units_succession_one_main_heir",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="units_succession_not_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Ancestry(models.Model):
    """On maps of days since ≤ d < until, the values of `unit` count in `ancestor`.

    Written by `services.rebuild_ancestry` alone, from the tables above.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    tree = models.CharField(max_length=9, choices=TREE_CHOICES, db_collation="C")
    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)
    since = models.DateField()
    until = models.DateField()
    unit_kind = models.CharField(max_length=12, choices=KIND_CHOICES, db_collation="C")
    unit_born = models.DateField()
    unit_died = models.DateField(default=END, help_text="ngày đầu tiên không còn")

    class Meta:
        verbose_name = "thuộc về"
        constraints = [
            models.CheckConstraint(
                condition=Q(tree__in=list(Tree)), name="units_ancestry_tree_known"
            ),
            models.CheckConstraint(
                condition=Q(unit_kind__in=list(UnitKind)),
                name="units_ancestry_unit_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(since__lt=F("until")), name="units_ancestry_lasts"
            ),
        ]
        indexes = [
            # Roll-ups and `within` read the subtree of a unit from this index alone;
            # those of a period skip the three quarters that had ended before it.
            models.Index(
                fields=["tree", "ancestor", "unit_died"],
                include=["until", "since", "unit", "unit_kind", "unit_born"],
                name="units_ancestry_subtree",
            ),
            # Rights and paths read everything above a unit.
            models.Index(
                fields=["tree", "unit", "until"],
                include=["since", "ancestor"],
                name="units_ancestry_above",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} ⊂ {self.ancestor_id}"
