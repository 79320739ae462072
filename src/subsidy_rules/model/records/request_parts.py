"""Facts and history of a request; generated from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from subsidy_rules.model.records.assessment_body import AssessmentBody
    from subsidy_rules.model.records.authority import Authority
    from subsidy_rules.model.records.award import Award
    from subsidy_rules.model.records.campus_cooperation import CampusCooperation
    from subsidy_rules.model.records.certificate import Certificate
    from subsidy_rules.model.records.claim import Claim
    from subsidy_rules.model.records.employment import Employment
    from subsidy_rules.model.records.enterprise import Enterprise
    from subsidy_rules.model.records.fund import Fund
    from subsidy_rules.model.records.institution import Institution
    from subsidy_rules.model.records.institution_selection import InstitutionSelection
    from subsidy_rules.model.records.integrity_record import IntegrityRecord
    from subsidy_rules.model.records.performance_evaluation import PerformanceEvaluation
    from subsidy_rules.model.records.person import Person
    from subsidy_rules.model.records.procurement import Procurement
    from subsidy_rules.model.records.school import School
    from subsidy_rules.model.records.service_contract import ServiceContract
    from subsidy_rules.model.records.statistics import Statistics
    from subsidy_rules.model.records.student import Student
    from subsidy_rules.model.records.target_certificate import TargetCertificate
    from subsidy_rules.model.records.task_assignment import TaskAssignment
    from subsidy_rules.model.records.teacher import Teacher
    from subsidy_rules.model.records.teaching_post import TeachingPost
    from subsidy_rules.model.records.trainee import Trainee
    from subsidy_rules.model.records.training_base import TrainingBase
    from subsidy_rules.model.records.training_class import TrainingClass
    from subsidy_rules.model.records.training_income import TrainingIncome
    from subsidy_rules.model.records.violation import Violation


class Facts(TypedDict, total=False):
    """Records by name; a list where several of a kind are given."""

    person: Person | None
    certificate: Certificate | None
    claim: Claim | None
    award: Award | None
    training_class: TrainingClass | None
    target_certificate: TargetCertificate | None
    trainee: Trainee | None
    employment: Employment | None
    student: Student | None
    school: School | None
    institution: Institution | None
    integrity_record: IntegrityRecord | None
    enterprise: Enterprise | None
    teacher: Teacher | None
    teaching_post: TeachingPost | None
    assessment_body: AssessmentBody | None
    procurement: Procurement | None
    institution_selection: InstitutionSelection | None
    service_contract: ServiceContract | None
    task_assignment: TaskAssignment | None
    performance_evaluation: PerformanceEvaluation | None
    authority: Authority | None
    training_base: TrainingBase | None
    campus_cooperation: CampusCooperation | None
    violation: Violation | None
    fund: Fund | None
    training_income: TrainingIncome | None
    statistics: Statistics | None
    certificates: list[Certificate] | None
    trainees: list[Trainee] | None
    students: list[Student] | None
    violations: list[Violation] | None


class History(TypedDict, total=False):
    """What was granted or obtained before; an empty list is known to be none."""

    awards: list[Award] | None
    certificates: list[Certificate] | None
