"""Typed records of a request; generated from the vocabulary."""

from __future__ import annotations

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
from subsidy_rules.model.records.request_parts import Facts, History
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

__all__ = [
    "AssessmentBody",
    "Authority",
    "Award",
    "CampusCooperation",
    "Certificate",
    "Claim",
    "Employment",
    "Enterprise",
    "Facts",
    "Fund",
    "History",
    "Institution",
    "InstitutionSelection",
    "IntegrityRecord",
    "PerformanceEvaluation",
    "Person",
    "Procurement",
    "School",
    "ServiceContract",
    "Statistics",
    "Student",
    "TargetCertificate",
    "TaskAssignment",
    "Teacher",
    "TeachingPost",
    "Trainee",
    "TrainingBase",
    "TrainingClass",
    "TrainingIncome",
    "Violation",
]
