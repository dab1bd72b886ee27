"""The words that messages are made of, known to both ends, so that a small message need not spell them.

The text is part of the protocol: a change of one character makes messages of older programs unreadable.
It is a zstd dictionary of raw content; what stands near the end is the cheapest to refer to.
"""

from __future__ import annotations

WORDS = (
    '"no_id_reason","blood_type","rh","marital","occupation","payment","insurance_no","exempt_reason",'
    '"past_history","note","closed_reason","closed_on","substance_code","reaction","noted_on",'
    '"diagnosed_on","category","icd","dosage","since_on","drug","organization","practitioner",'
    '"contact_card","departments","slip_prefix","short_name","device_key","code_item","patient_link",'
    '"conflict","kept","other","chosen","choice","status","resolved","resolved_by","resolved_at","open",'
    '"auto","merge","base","follow_up_plan","follow_up","plan_id","due_on","form","visit","done_on",'
    '"referral_return","present_illness","impression","treatment","reason","department","doctor",'
    '"slip_no","referral_date","direction","up","down","from_org","to_org","referral",'
    '"referral_event","referral_id","event","at","by_org","by_name","details","{}","sent","opened",'
    '"accepted","declined","arrived","returned","cancelled","received","redirected",'
    '"allergy","substance","medication","problem","name","patient_id",'
    '"birth_date","gender","1","2","id_type","01","id_no","contact_name","contact_relation",'
    '"contact_phone","ethnic","archive_no","responsible_doctor","village","address","phone",'
    '"_void","_void_reason",1,null,"","青霉素","高血压","糖尿病","卫生院","医院","县","镇","村","组","号",'
    '"do":"epoch","do":"hub_changed","do":"gap","message":"","reason":"forked","last":'
    ',"rv":[[1,1,1]],"x":[[1]],"more":1,"bk":0,"dg":{"inbox":[0,0],"clinic":[0,0],"ref":[0,0]},'
    '"cat":1,"poll":600}{"he":"","now":179,"ack":0,"ln":{"inbox":[0,""],"clinic":[0,""],"ref":[0,""]},'
    '"bk":0,"dg":{"inbox":[1,'
    '["patient","set",1,["phone"],["address"],[1],[179],[0],[0],["",1],["AZ"],[1,1],[["1'
    '["patient","add",1,["name","gender","birth_date","id_type","id_no","phone","address","village"],[],'
    '{"p":1,"cat":1,"ep":1,"he":"","rt":["",""],"last":1,"lh":"","now":179,"lim":16384,'
    '"cur":{"inbox":[1,""],"clinic":[1,""],"ref":[1,""]},"ops":[1,[[0,1]],[["'
).encode()
