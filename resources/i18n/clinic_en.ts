<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>AccountButton</name>
  <message>
   <source>帐户：{name}</source>
   <translation>Account: {name}</translation>
  </message>
 </context>
 <context>
  <name>AccountDialog</name>
  <message>
   <source>8 位以上，大小写字母、数字、符号至少三种</source>
   <translation>8 or more characters; at least three of upper case, lower case, digits, symbols</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>修改账号</source>
   <translation>Edit account</translation>
  </message>
  <message>
   <source>初始密码</source>
   <translation>First password</translation>
  </message>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>姓名拼音首字母，如 lys</source>
   <translation>Pinyin initials of the name, e.g. lys</translation>
  </message>
  <message>
   <source>把登录名和初始密码告诉本人，第一次登录时要自己改掉。</source>
   <translation>Tell the person the login name and first password; they must change it at the first login.</translation>
  </message>
  <message>
   <source>添加账号</source>
   <translation>Add account</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>登录名</source>
   <translation>Login name</translation>
  </message>
  <message>
   <source>科室</source>
   <translation>Department</translation>
  </message>
  <message>
   <source>角色</source>
   <translation>Role</translation>
  </message>
  <message>
   <source>账号已保存</source>
   <translation>Account saved</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>AccountsSection</name>
  <message>
   <source>修改</source>
   <translation>Edit</translation>
  </message>
  <message>
   <source>停用</source>
   <translation>Disable</translation>
  </message>
  <message>
   <source>停用 {name} 的账号？</source>
   <translation>Disable the account of {name}?</translation>
  </message>
  <message>
   <source>停用后不能再登录；做过的事仍记在名下，随时可以重新启用。</source>
   <translation>They can no longer log in; what they did stays under their name, and the account can be enabled again at any time.</translation>
  </message>
  <message>
   <source>在用</source>
   <translation>Active</translation>
  </message>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>已停用</source>
   <translation>Disabled</translation>
  </message>
  <message>
   <source>待改密码</source>
   <translation>Must change password</translation>
  </message>
  <message>
   <source>每人一个账号，谁做的事记在谁名下。</source>
   <translation>One account per person, so that every step is recorded under the right name.</translation>
  </message>
  <message>
   <source>没有账号。</source>
   <translation>No accounts.</translation>
  </message>
  <message>
   <source>添加账号</source>
   <translation>Add account</translation>
  </message>
  <message>
   <source>状态</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>科室</source>
   <translation>Department</translation>
  </message>
  <message>
   <source>角色</source>
   <translation>Role</translation>
  </message>
  <message>
   <source>账号</source>
   <translation>Accounts</translation>
  </message>
  <message>
   <source>重新启用</source>
   <translation>Enable again</translation>
  </message>
  <message>
   <source>重设密码</source>
   <translation>Reset password</translation>
  </message>
  <message>
   <source>锁 {n} 分钟</source>
   <translation>Locked {n} min</translation>
  </message>
 </context>
 <context>
  <name>AddPapersDialog</name>
  <message>
   <source>剪贴板里的图片</source>
   <translation>Picture on the clipboard</translation>
  </message>
  <message>
   <source>加入</source>
   <translation>Add</translation>
  </message>
  <message>
   <source>加入附件</source>
   <translation>Add attachments</translation>
  </message>
  <message>
   <source>名称</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>图片会自动缩小、转正并去掉拍摄地点，只随这张单走；对方通线后就能取到。</source>
   <translation>Pictures are made smaller, turned upright and freed of the place they were taken. They go with this slip only; the other side can fetch them as soon as there is a line.</translation>
  </message>
  <message>
   <source>图片和 PDF ({kinds})</source>
   <translation>Pictures and PDF ({kinds})</translation>
  </message>
  <message>
   <source>如：检验报告，或打首字母</source>
   <translation>e.g. laboratory report</translation>
  </message>
  <message>
   <source>是什么</source>
   <translation>What it is</translation>
  </message>
  <message>
   <source>空着就用文件名</source>
   <translation>Empty: the name of the file</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>选图片或 PDF</source>
   <translation>Choose pictures or PDF</translation>
  </message>
 </context>
 <context>
  <name>AdviceCard</name>
  <message>
   <source>仅供参考，由医生决定；可以直接改表里的内容。</source>
   <translation>For reference only; the doctor decides. You can change the form directly.</translation>
  </message>
  <message>
   <source>今年面对面随访 {done} 次（含这次），规范要求 {wanted} 次</source>
   <translation>{done} visits in person this year (with this one); the norm asks for {wanted}</translation>
  </message>
  <message>
   <source>写咨询</source>
   <translation>Ask or tell</translation>
  </message>
  <message>
   <source>发出提问</source>
   <translation>Send question</translation>
  </message>
  <message>
   <source>发出答复</source>
   <translation>Send answer</translation>
  </message>
  <message>
   <source>咨询与答复</source>
   <translation>Advice</translation>
  </message>
  <message>
   <source>咨询内容</source>
   <translation>Text of the message</translation>
  </message>
  <message>
   <source>填了以后，这里给出分类、下次日期和要不要转诊。</source>
   <translation>Once filled in, the category, the next date and whether to refer appear here.</translation>
  </message>
  <message>
   <source>处理后紧急转诊</source>
   <translation>Treat, then refer urgently</translation>
  </message>
  <message>
   <source>已保存，会随同步送到对方</source>
   <translation>Saved; it goes to the other side with the next sync</translation>
  </message>
  <message>
   <source>建议下次随访：{day}</source>
   <translation>Suggested next follow-up: {day}</translation>
  </message>
  <message>
   <source>建议转诊</source>
   <translation>Referral advised</translation>
  </message>
  <message>
   <source>待我答复 {n}</source>
   <translation>{n} to answer</translation>
  </message>
  <message>
   <source>想问对方什么，或要让对方知道什么</source>
   <translation>What you want to ask, or what the other side should know</translation>
  </message>
  <message>
   <source>拿不准的可以在这里问对方，答复会回到这里。</source>
   <translation>When in doubt, ask the other side here; the answer comes back here.</translation>
  </message>
  <message>
   <source>按规范</source>
   <translation>By the guideline</translation>
  </message>
  <message>
   <source>改为提问</source>
   <translation>Ask instead</translation>
  </message>
  <message>
   <source>答复：{question}</source>
   <translation>Answer to: {question}</translation>
  </message>
  <message>
   <source>补充说明</source>
   <translation>Remark</translation>
  </message>
  <message>
   <source>附图片</source>
   <translation>With picture</translation>
  </message>
  <message>
   <source>附图片（{n}）</source>
   <translation>With pictures ({n})</translation>
  </message>
 </context>
 <context>
  <name>ApprovalForm</name>
  <message>
   <source>一个都不勾，就是有审核权限的人都可以审。岗位写“医生”的就是填写人，写单就算通过。</source>
   <translation>With nobody ticked, everybody with the right to review may agree. The post of the doctor is whoever writes the slip: writing it is agreeing.</translation>
  </message>
  <message>
   <source>上转</source>
   <translation>Up</translation>
  </message>
  <message>
   <source>下转</source>
   <translation>Down</translation>
  </message>
  <message>
   <source>不用审核</source>
   <translation>No review</translation>
  </message>
  <message>
   <source>同级</source>
   <translation>Same level</translation>
  </message>
  <message>
   <source>常用的，填入“{place}”：</source>
   <translation>Usual chains, into "{place}":</translation>
  </message>
  <message>
   <source>急</source>
   <translation>Urgent</translation>
  </message>
  <message>
   <source>普通</source>
   <translation>Routine</translation>
  </message>
  <message>
   <source>每个岗位由谁审核</source>
   <translation>Who agrees at each post</translation>
  </message>
  <message>
   <source>绿色通道</source>
   <translation>Green channel</translation>
  </message>
  <message>
   <source>绿色通道的单先转出、后补审；其他的审完才发出。</source>
   <translation>Green-channel slips go out first and are reviewed afterwards; all others go out when everybody has agreed.</translation>
  </message>
  <message>
   <source>还没有人能审核：请在“账号”里给审核人加上有审核权限的角色。</source>
   <translation>Nobody may review yet: give reviewers a role with that right under Accounts.</translation>
  </message>
 </context>
 <context>
  <name>AttachmentDialog</name>
  <message>
   <source>关闭</source>
   <translation>Close</translation>
  </message>
  <message>
   <source>原大</source>
   <translation>Actual size</translation>
  </message>
  <message>
   <source>另存一份</source>
   <translation>Save a copy</translation>
  </message>
  <message>
   <source>另存附件</source>
   <translation>Save attachment</translation>
  </message>
  <message>
   <source>已存到 {path}</source>
   <translation>Saved to {path}</translation>
  </message>
  <message>
   <source>适合宽度</source>
   <translation>Fit width</translation>
  </message>
 </context>
 <context>
  <name>BackupSection</name>
  <message>
   <source>不再另存</source>
   <translation>Stop the extra copy</translation>
  </message>
  <message>
   <source>从其他文件恢复</source>
   <translation>Restore from another file</translation>
  </message>
  <message>
   <source>另存到：{folder}</source>
   <translation>Extra copy in: {folder}</translation>
  </message>
  <message>
   <source>可以恢复的备份</source>
   <translation>Backups to restore from</translation>
  </message>
  <message>
   <source>备份 (*.db)</source>
   <translation>Backup (*.db)</translation>
  </message>
  <message>
   <source>备份与恢复</source>
   <translation>Backup and restore</translation>
  </message>
  <message>
   <source>备份到 U 盘</source>
   <translation>Back up to USB stick</translation>
  </message>
  <message>
   <source>备份到哪个文件夹</source>
   <translation>Folder for the backup</translation>
  </message>
  <message>
   <source>备份记录</source>
   <translation>Backup log</translation>
  </message>
  <message>
   <source>大小</source>
   <translation>Size</translation>
  </message>
  <message>
   <source>已备份，并且读回核对过：{path}</source>
   <translation>Backed up, read back and checked: {path}</translation>
  </message>
  <message>
   <source>恢复到选中的备份</source>
   <translation>Restore the selected backup</translation>
  </message>
  <message>
   <source>成功</source>
   <translation>Succeeded</translation>
  </message>
  <message>
   <source>文件</source>
   <translation>File</translation>
  </message>
  <message>
   <source>时间</source>
   <translation>Time</translation>
  </message>
  <message>
   <source>正在备份……</source>
   <translation>Backing up…</translation>
  </message>
  <message>
   <source>每个工作日自动备份一次；备份是加密的，用恢复码能在新电脑上打开。</source>
   <translation>A backup is made every working day. It is encrypted; the recovery code opens it on a new computer.</translation>
  </message>
  <message>
   <source>每天另存一份到…</source>
   <translation>Keep an extra copy every day in…</translation>
  </message>
  <message>
   <source>每天另存一份到哪个文件夹</source>
   <translation>Folder for the daily extra copy</translation>
  </message>
  <message>
   <source>没成</source>
   <translation>Failed</translation>
  </message>
  <message>
   <source>立即备份</source>
   <translation>Back up now</translation>
  </message>
  <message>
   <source>结果</source>
   <translation>Result</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>还没有。</source>
   <translation>None yet.</translation>
  </message>
  <message>
   <source>还没有备份。请点“立即备份”。</source>
   <translation>No backup yet. Please choose "Back up now".</translation>
  </message>
  <message>
   <source>选择备份文件</source>
   <translation>Choose a backup file</translation>
  </message>
 </context>
 <context>
  <name>CalibrationBox</name>
  <message>
   <source>左上十字中心到纸的上边</source>
   <translation>Centre of the upper left cross to the top edge</translation>
  </message>
  <message>
   <source>左上十字中心到纸的左边</source>
   <translation>Centre of the upper left cross to the left edge</translation>
  </message>
  <message>
   <source>毫米</source>
   <translation>mm</translation>
  </message>
  <message>
   <source>用刚打印的校准页和一把尺。没有量的就留空，按原来的不变。</source>
   <translation>Use the page just printed and a ruler. Leave empty what you did not measure; it stays as it was.</translation>
  </message>
  <message>
   <source>算出并记住</source>
   <translation>Work out and store</translation>
  </message>
  <message>
   <source>纸上的尺，全长量出来是</source>
   <translation>Measured length of the ruler on the paper</translation>
  </message>
  <message>
   <source>输入校准页上量到的数</source>
   <translation>Enter what you measured on the calibration page</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>CardDialog</name>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>修改联系卡</source>
   <translation>Edit contact card</translation>
  </message>
  <message>
   <source>值守时间</source>
   <translation>Hours on duty</translation>
  </message>
  <message>
   <source>如：24 小时</source>
   <translation>e.g. 24 hours</translation>
  </message>
  <message>
   <source>本机构的联系卡会发给其他机构；别家机构的只记在本机，作备注用。</source>
   <translation>Your own organization's cards are sent to the others; cards of others are your notes, kept on this computer only.</translation>
  </message>
  <message>
   <source>机构</source>
   <translation>Organization</translation>
  </message>
  <message>
   <source>添加联系卡</source>
   <translation>Add contact card</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>科室</source>
   <translation>Department</translation>
  </message>
  <message>
   <source>空着就是本机构</source>
   <translation>Empty: your own organization</translation>
  </message>
  <message>
   <source>职务</source>
   <translation>Position</translation>
  </message>
  <message>
   <source>联系人</source>
   <translation>Contact person</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>CardsSection</name>
  <message>
   <source>不再使用</source>
   <translation>Stop using</translation>
  </message>
  <message>
   <source>修改</source>
   <translation>Edit</translation>
  </message>
  <message>
   <source>值守</source>
   <translation>On duty</translation>
  </message>
  <message>
   <source>停用</source>
   <translation>Disable</translation>
  </message>
  <message>
   <source>停用这张联系卡？</source>
   <translation>Stop using this contact card?</translation>
  </message>
  <message>
   <source>号码核对过了</source>
   <translation>Number checked</translation>
  </message>
  <message>
   <source>找机构、科室、人名、电话，可用拼音首字母</source>
   <translation>Organization, department, name or phone; pinyin initials work</translation>
  </message>
  <message>
   <source>找联系卡</source>
   <translation>Find contact card</translation>
  </message>
  <message>
   <source>机构</source>
   <translation>Organization</translation>
  </message>
  <message>
   <source>核对</source>
   <translation>Checked</translation>
  </message>
  <message>
   <source>添加联系卡</source>
   <translation>Add contact card</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>联系人</source>
   <translation>Contact person</translation>
  </message>
  <message>
   <source>联系卡</source>
   <translation>Contact cards</translation>
  </message>
  <message>
   <source>请核对</source>
   <translation>Please check</translation>
  </message>
  <message>
   <source>转诊电话打给谁。半年没核对的会提醒。</source>
   <translation>Whom to call about a referral. Numbers not checked for half a year are pointed out.</translation>
  </message>
  <message>
   <source>还没有联系卡。先添加本机构的转诊电话。</source>
   <translation>No contact cards yet. First add your own referral phone.</translation>
  </message>
 </context>
 <context>
  <name>ClosePlanDialog</name>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>已终止</source>
   <translation>Ended</translation>
  </message>
  <message>
   <source>按向下键选原因</source>
   <translation>Press Down to choose a reason</translation>
  </message>
  <message>
   <source>终止日期</source>
   <translation>End date</translation>
  </message>
  <message>
   <source>终止随访</source>
   <translation>End follow-up</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>选“其他”时写明</source>
   <translation>Explain when you choose "Other"</translation>
  </message>
 </context>
 <context>
  <name>CodeEntriesDialog</name>
  <message>
   <source>保存这一条</source>
   <translation>Save this entry</translation>
  </message>
  <message>
   <source>修改“{name}”的条目</source>
   <translation>Entries of "{name}"</translation>
  </message>
  <message>
   <source>停用</source>
   <translation>Disable</translation>
  </message>
  <message>
   <source>名称</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>启用</source>
   <translation>Offer again</translation>
  </message>
  <message>
   <source>改动只用在本机构；已经写好的转诊单不受影响。停用的条目不再列出，旧单上照常显示。</source>
   <translation>Changes count in this institution only; slips already written are not touched. Retired entries are no longer offered but still shown on old slips.</translation>
  </message>
  <message>
   <source>新加一条</source>
   <translation>New entry</translation>
  </message>
  <message>
   <source>本县</source>
   <translation>County</translation>
  </message>
  <message>
   <source>来源</source>
   <translation>Source</translation>
  </message>
  <message>
   <source>编码</source>
   <translation>Code</translation>
  </message>
  <message>
   <source>自带</source>
   <translation>Built in</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>CodesSection</name>
  <message>
   <source>代码表</source>
   <translation>Code tables</translation>
  </message>
  <message>
   <source>依据</source>
   <translation>Basis</translation>
  </message>
  <message>
   <source>修改条目</source>
   <translation>Edit entries</translation>
  </message>
  <message>
   <source>共 {rows} 行，导入 {taken} 条，{bad} 行没有导入。</source>
   <translation>{rows} rows: {taken} imported, {bad} not imported.</translation>
  </message>
  <message>
   <source>导入本县代码表</source>
   <translation>Import county code table</translation>
  </message>
  <message>
   <source>恢复自带的“{name}”？</source>
   <translation>Go back to the original table "{name}"?</translation>
  </message>
  <message>
   <source>恢复自带的表</source>
   <translation>Back to original table</translation>
  </message>
  <message>
   <source>本县导入的内容不再使用；已经写好的转诊单不受影响。</source>
   <translation>What the county imported is no longer used; referrals already written are not affected.</translation>
  </message>
  <message>
   <source>条数</source>
   <translation>Entries</translation>
  </message>
  <message>
   <source>没有。</source>
   <translation>None.</translation>
  </message>
  <message>
   <source>版本</source>
   <translation>Version</translation>
  </message>
  <message>
   <source>第 {row} 行：{why}</source>
   <translation>Row {row}: {why}</translation>
  </message>
  <message>
   <source>表格 (*.xlsx *.csv)</source>
   <translation>Tables (*.xlsx *.csv)</translation>
  </message>
  <message>
   <source>诊断、科室等表可以换成本县的：.xlsx 或 .csv，要有“编码”和“名称”两列。</source>
   <translation>Tables such as diagnoses and departments can be replaced by the county's: .xlsx or .csv with the columns "编码" (code) and "名称" (name).</translation>
  </message>
  <message>
   <source>选择代码表</source>
   <translation>Choose a code table</translation>
  </message>
 </context>
 <context>
  <name>ConflictDesk</name>
  <message>
   <source>{before}
现在是：{now}</source>
   <translation>{before}
Now: {now}</translation>
  </message>
  <message>
   <source>决定后两边都会看到是谁、何时、怎样定的</source>
   <translation>Once decided, both sides see who decided, when and how</translation>
  </message>
  <message>
   <source>原来</source>
   <translation>Before</translation>
  </message>
  <message>
   <source>可以打电话问对方：{phone}</source>
   <translation>You can call the other side: {phone}</translation>
  </message>
  <message>
   <source>对方</source>
   <translation>Other side</translation>
  </message>
  <message>
   <source>已等 {waited}</source>
   <translation>Waiting {waited}</translation>
  </message>
  <message>
   <source>暂不决定</source>
   <translation>Decide later</translation>
  </message>
  <message>
   <source>本机</source>
   <translation>This computer</translation>
  </message>
  <message>
   <source>没有</source>
   <translation>None</translation>
  </message>
  <message>
   <source>这一项由对方填写，只能由对方决定；两边的内容都保留着。</source>
   <translation>The other side fills this in and has to decide; both values are kept.</translation>
  </message>
  <message>
   <source>项目</source>
   <translation>Item</translation>
  </message>
  <message>
   <source>（空）</source>
   <translation>(empty)</translation>
  </message>
  <message>
   <source>（较新）</source>
   <translation> (newer)</translation>
  </message>
 </context>
 <context>
  <name>ConflictsPage</name>
  <message>
   <source>两边改得不一样、又不能自动合并的内容会列在这里。</source>
   <translation>Content that the two sides changed differently and that cannot be merged automatically is listed here.</translation>
  </message>
  <message>
   <source>两边的都保留了</source>
   <translation>Both sides' entries were kept</translation>
  </message>
  <message>
   <source>何时</source>
   <translation>When</translation>
  </message>
  <message>
   <source>决定过的（可撤销）</source>
   <translation>Decided (can be undone)</translation>
  </message>
  <message>
   <source>后来又改成了 {value}</source>
   <translation>Later changed to {value}</translation>
  </message>
  <message>
   <source>后来改的，原用 {value}</source>
   <translation>Changed later; was {value}</translation>
  </message>
  <message>
   <source>已决定，两边都会看到。要改主意，在下面撤销。</source>
   <translation>Decided; both sides will see it. To change your mind, undo it below.</translation>
  </message>
  <message>
   <source>已自动合并（可改回）</source>
   <translation>Merged automatically (can be changed back)</translation>
  </message>
  <message>
   <source>怎样定的</source>
   <translation>How it was decided</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patient</translation>
  </message>
  <message>
   <source>撤销</source>
   <translation>Withdraw</translation>
  </message>
  <message>
   <source>改用这个</source>
   <translation>Use this one</translation>
  </message>
  <message>
   <source>本机</source>
   <translation>This computer</translation>
  </message>
  <message>
   <source>没有自动合并过的内容。</source>
   <translation>Nothing has been merged automatically.</translation>
  </message>
  <message>
   <source>没有需要您决定的事</source>
   <translation>Nothing waits for your decision</translation>
  </message>
  <message>
   <source>没用的</source>
   <translation>Not used</translation>
  </message>
  <message>
   <source>没用：{value}</source>
   <translation>Not used: {value}</translation>
  </message>
  <message>
   <source>现在用的</source>
   <translation>In use now</translation>
  </message>
  <message>
   <source>谁定的</source>
   <translation>Decided by</translation>
  </message>
  <message>
   <source>较新，{where}</source>
   <translation>newer, {where}</translation>
  </message>
  <message>
   <source>还没有决定过什么。</source>
   <translation>Nothing has been decided yet.</translation>
  </message>
  <message>
   <source>还没有定下来</source>
   <translation>Not decided yet</translation>
  </message>
  <message>
   <source>项目</source>
   <translation>Item</translation>
  </message>
  <message>
   <source>（空）</source>
   <translation>(empty)</translation>
  </message>
 </context>
 <context>
  <name>ConsentDialog</name>
  <message>
   <source>不同意</source>
   <translation>Does not consent</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>口头，待补签</source>
   <translation>Verbal, to be signed</translation>
  </message>
  <message>
   <source>同意书在转诊单页面打印；签好的纸质件随病历保存，在这里登记，可以附上照片或扫描件。</source>
   <translation>Print the consent form from the page of the slip. Keep the signed paper with the record and note it here; a photo or scan can be attached.</translation>
  </message>
  <message>
   <source>如：儿子王小军签字；不同意的写明经过</source>
   <translation>e.g. signed by the son; if not consenting, say how it went</translation>
  </message>
  <message>
   <source>家属签字</source>
   <translation>Signed by family</translation>
  </message>
  <message>
   <source>已登记</source>
   <translation>Recorded</translation>
  </message>
  <message>
   <source>患者签字</source>
   <translation>Signed by patient</translation>
  </message>
  <message>
   <source>扫描件</source>
   <translation>Scan</translation>
  </message>
  <message>
   <source>登记知情同意</source>
   <translation>Record informed consent</translation>
  </message>
  <message>
   <source>知情同意</source>
   <translation>Informed consent</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>请再看一眼</source>
   <translation>Please look again</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>选照片或扫描件</source>
   <translation>Choose photo or scan</translation>
  </message>
 </context>
 <context>
  <name>ConsentNotice</name>
  <message>
   <source>同意书已签字，还没有附上扫描件。</source>
   <translation>The consent is signed; its scan is not attached yet.</translation>
  </message>
  <message>
   <source>登记同意</source>
   <translation>Record consent</translation>
  </message>
  <message>
   <source>知情同意只是口头，还没有签字。</source>
   <translation>Consent was given orally only; the signature is missing.</translation>
  </message>
  <message>
   <source>紧急先转的，知情同意待补签。</source>
   <translation>Sent as an emergency; the consent still has to be signed.</translation>
  </message>
  <message>
   <source>还没有记录知情同意。</source>
   <translation>No consent is recorded yet.</translation>
  </message>
  <message>
   <source>附上扫描件</source>
   <translation>Attach scan</translation>
  </message>
 </context>
 <context>
  <name>ContractCard</name>
  <message>
   <source>{period}　{team}　{why}</source>
   <translation>{period}  {team}  {why}</translation>
  </message>
  <message>
   <source>同时有两份签约在生效（可能是合并档案带来的），请把不对的那份解约。</source>
   <translation>Two contracts are in force at once (perhaps brought by merged records). Please end the wrong one.</translation>
  </message>
  <message>
   <source>家庭医生签约</source>
   <translation>Family doctor contract</translation>
  </message>
  <message>
   <source>更正</source>
   <translation>Correct</translation>
  </message>
  <message>
   <source>没有签约。</source>
   <translation>No contract.</translation>
  </message>
  <message>
   <source>签约</source>
   <translation>Sign</translation>
  </message>
  <message>
   <source>续签</source>
   <translation>Renew</translation>
  </message>
  <message>
   <source>解约</source>
   <translation>End</translation>
  </message>
 </context>
 <context>
  <name>ContractDialog</name>
  <message>
   <source>1 年</source>
   <translation>1 year</translation>
  </message>
  <message>
   <source>2 年</source>
   <translation>2 years</translation>
  </message>
  <message>
   <source>3 年</source>
   <translation>3 years</translation>
  </message>
  <message>
   <source>与患者关系</source>
   <translation>Relationship to patient</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>协议编号</source>
   <translation>Agreement no.</translation>
  </message>
  <message>
   <source>团队</source>
   <translation>Team</translation>
  </message>
  <message>
   <source>家庭医生</source>
   <translation>Family doctor</translation>
  </message>
  <message>
   <source>家庭医生签约</source>
   <translation>Family doctor contract</translation>
  </message>
  <message>
   <source>按向下键选团队</source>
   <translation>Press Down to choose a team</translation>
  </message>
  <message>
   <source>更正签约</source>
   <translation>Correct the contract</translation>
  </message>
  <message>
   <source>服务包</source>
   <translation>Packages</translation>
  </message>
  <message>
   <source>服务开始</source>
   <translation>Service begins</translation>
  </message>
  <message>
   <source>服务结束</source>
   <translation>Service ends</translation>
  </message>
  <message>
   <source>期限</source>
   <translation>For</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>签约人</source>
   <translation>Signed by</translation>
  </message>
  <message>
   <source>签约日期</source>
   <translation>Signed on</translation>
  </message>
  <message>
   <source>续签</source>
   <translation>Renew</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>还没有家庭医生团队。请先到 设置 › 家庭医生团队 里添加。</source>
   <translation>There is no family doctor team yet. Please add one in Settings › Family doctor teams first.</translation>
  </message>
 </context>
 <context>
  <name>CountySection</name>
  <message>
   <source>不登记也能用：转诊单照常打印，交给患者带去。</source>
   <translation>You can work without enrolling: slips print as usual and the patient carries them.</translation>
  </message>
  <message>
   <source>县平台</source>
   <translation>County hub</translation>
  </message>
  <message>
   <source>县平台：{address}</source>
   <translation>County hub: {address}</translation>
  </message>
  <message>
   <source>登记到县平台</source>
   <translation>Enrol with the county hub</translation>
  </message>
  <message>
   <source>看数据往来</source>
   <translation>See data exchange</translation>
  </message>
  <message>
   <source>重新登记</source>
   <translation>Enrol again</translation>
  </message>
 </context>
 <context>
  <name>Desk</name>
  <message>
   <source>个人设置</source>
   <translation>My settings</translation>
  </message>
  <message>
   <source>换人登录</source>
   <translation>Switch user</translation>
  </message>
  <message>
   <source>正在同步……</source>
   <translation>Syncing…</translation>
  </message>
  <message>
   <source>锁定</source>
   <translation>Lock</translation>
  </message>
 </context>
 <context>
  <name>DiagnosisField</name>
  <message>
   <source>照此填写</source>
   <translation>Fill in as shown</translation>
  </message>
 </context>
 <context>
  <name>Dialog</name>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>ElementsEdit</name>
  <message>
   <source>慢性病</source>
   <translation>Chronic diseases</translation>
  </message>
  <message>
   <source>没有过敏史就留空。</source>
   <translation>Leave empty if there are no allergies.</translation>
  </message>
  <message>
   <source>用法用量</source>
   <translation>Dosage</translation>
  </message>
  <message>
   <source>疾病，如：高血压</source>
   <translation>Disease, e.g. hypertension</translation>
  </message>
  <message>
   <source>确诊日期</source>
   <translation>Diagnosed on</translation>
  </message>
  <message>
   <source>药物</source>
   <translation>Drug</translation>
  </message>
  <message>
   <source>表现</source>
   <translation>Reaction</translation>
  </message>
  <message>
   <source>过敏原</source>
   <translation>Allergen</translation>
  </message>
  <message>
   <source>过敏史</source>
   <translation>Allergies</translation>
  </message>
  <message>
   <source>长期用药</source>
   <translation>Long-term medication</translation>
  </message>
 </context>
 <context>
  <name>EmergencyDialog</name>
  <message>
   <source>出生日期</source>
   <translation>Date of birth</translation>
  </message>
  <message>
   <source>初步印象</source>
   <translation>Initial impression</translation>
  </message>
  <message>
   <source>名称或拼音首字母</source>
   <translation>Name or pinyin initials</translation>
  </message>
  <message>
   <source>填三项就能发出，先救人。病史、转诊原因和同意书之后补，会列在“提醒”里。已经送走了的，勾补录、写当时的时间。</source>
   <translation>Three fields and it goes out: save the patient first. History, reason and consent follow later and are listed under Reminders. If the patient has already left, tick Entered late and write the true time.</translation>
  </message>
  <message>
   <source>大约也行，如 1958-01-01</source>
   <translation>About, such as 1958-01-01</translation>
  </message>
  <message>
   <source>女</source>
   <translation>Daughter</translation>
  </message>
  <message>
   <source>如：急性心梗？</source>
   <translation>e.g. acute myocardial infarction?</translation>
  </message>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>姓名、拼音首字母、身份证</source>
   <translation>Name, pinyin initials, ID number</translation>
  </message>
  <message>
   <source>已发出，单号 {number}</source>
   <translation>Sent, slip no. {number}</translation>
  </message>
  <message>
   <source>急诊先转</source>
   <translation>Emergency referral</translation>
  </message>
  <message>
   <source>性别</source>
   <translation>Sex</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patient</translation>
  </message>
  <message>
   <source>新患者</source>
   <translation>New patient</translation>
  </message>
  <message>
   <source>有就填，不用写性别</source>
   <translation>If known; then no sex</translation>
  </message>
  <message>
   <source>男</source>
   <translation>Male</translation>
  </message>
  <message>
   <source>身份证号</source>
   <translation>ID number</translation>
  </message>
  <message>
   <source>转往</source>
   <translation>Refer to</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>马上发出</source>
   <translation>Send now</translation>
  </message>
 </context>
 <context>
  <name>EndContractDialog</name>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>按向下键选原因</source>
   <translation>Press Down to choose a reason</translation>
  </message>
  <message>
   <source>解约</source>
   <translation>End</translation>
  </message>
  <message>
   <source>解约日期</source>
   <translation>Ended on</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>选“其他”时写明</source>
   <translation>Explain when you choose "Other"</translation>
  </message>
 </context>
 <context>
  <name>EnrolDialog</name>
  <message>
   <source>以后再说</source>
   <translation>Later</translation>
  </message>
  <message>
   <source>已登记到县平台，本机的内容会自动送去。</source>
   <translation>Enrolled with the county hub; this computer's data will be sent automatically.</translation>
  </message>
  <message>
   <source>把县平台给的那一行粘贴在这里：地址、登记码和指纹，中间用 # 隔开。登记码只能用一次。</source>
   <translation>Paste the line from the county hub here: address, enrolment code and fingerprint, separated by #. The code works only once.</translation>
  </message>
  <message>
   <source>正在联系县平台……</source>
   <translation>Contacting the county hub…</translation>
  </message>
  <message>
   <source>登记</source>
   <translation>Enrol</translation>
  </message>
  <message>
   <source>登记到县平台</source>
   <translation>Enrol with the county hub</translation>
  </message>
  <message>
   <source>登记码</source>
   <translation>Enrolment line</translation>
  </message>
 </context>
 <context>
  <name>EntryBox</name>
  <message>
   <source>已保存</source>
   <translation>Saved</translation>
  </message>
  <message>
   <source>请再看一眼</source>
   <translation>Please look again</translation>
  </message>
 </context>
 <context>
  <name>ExchangePage</name>
  <message>
   <source>U 盘收进</source>
   <translation>Read from USB stick</translation>
  </message>
  <message>
   <source>U 盘送出</source>
   <translation>Send by USB stick</translation>
  </message>
  <message>
   <source>{when}：{what}</source>
   <translation>{when}: {what}</translation>
  </message>
  <message>
   <source>两边改得不一样的</source>
   <translation>Changed differently on both sides</translation>
  </message>
  <message>
   <source>从 U 盘收进</source>
   <translation>Read from USB stick</translation>
  </message>
  <message>
   <source>何时</source>
   <translation>When</translation>
  </message>
  <message>
   <source>内容</source>
   <translation>Content</translation>
  </message>
  <message>
   <source>去看看</source>
   <translation>Have a look</translation>
  </message>
  <message>
   <source>只存在本机的内容</source>
   <translation>Only on this computer</translation>
  </message>
  <message>
   <source>各机构最近的消息</source>
   <translation>Latest news from each organization</translation>
  </message>
  <message>
   <source>存到 U 盘</source>
   <translation>Save to USB stick</translation>
  </message>
  <message>
   <source>往来记录</source>
   <translation>Exchange log</translation>
  </message>
  <message>
   <source>收到</source>
   <translation>Received</translation>
  </message>
  <message>
   <source>数据往来</source>
   <translation>Data exchange</translation>
  </message>
  <message>
   <source>最久的已等 {waited}。</source>
   <translation> The oldest has waited {waited}.</translation>
  </message>
  <message>
   <source>有 {n} 处两边改得不一样，需要您决定。</source>
   <translation>Changed differently on both sides, for you to decide: {n}.</translation>
  </message>
  <message>
   <source>正在同步……</source>
   <translation>Syncing…</translation>
  </message>
  <message>
   <source>正在同步…… {done}/{total}</source>
   <translation>Syncing… {done}/{total}</translation>
  </message>
  <message>
   <source>正在核对……</source>
   <translation>Comparing…</translation>
  </message>
  <message>
   <source>没有等着上传的内容。</source>
   <translation>Nothing waits to be sent.</translation>
  </message>
  <message>
   <source>现在核对</source>
   <translation>Compare now</translation>
  </message>
  <message>
   <source>现在的情况</source>
   <translation>Current state</translation>
  </message>
  <message>
   <source>登记到县平台</source>
   <translation>Enrol with the county hub</translation>
  </message>
  <message>
   <source>知道了</source>
   <translation>OK</translation>
  </message>
  <message>
   <source>种类</source>
   <translation>Kind</translation>
  </message>
  <message>
   <source>立即同步</source>
   <translation>Sync now</translation>
  </message>
  <message>
   <source>结果</source>
   <translation>Result</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>谁保存的</source>
   <translation>Saved by</translation>
  </message>
  <message>
   <source>转诊往来文件 (*{suffix})</source>
   <translation>Referral exchange file (*{suffix})</translation>
  </message>
  <message>
   <source>还没有同步过。</source>
   <translation>Not synced yet.</translation>
  </message>
  <message>
   <source>还没有往来的机构。</source>
   <translation>No organizations exchanged with yet.</translation>
  </message>
  <message>
   <source>送出</source>
   <translation>Sent</translation>
  </message>
  <message>
   <source>送县平台 {day}{suffix}</source>
   <translation>To county hub {day}{suffix}</translation>
  </message>
  <message>
   <source>重新登记</source>
   <translation>Enrol again</translation>
  </message>
 </context>
 <context>
  <name>FilesSection</name>
  <message>
   <source>对方的附件要打开时才取回，可以在“设置”里改。</source>
   <translation> Attachments of others are fetched when opened; this can be changed in the settings.</translation>
  </message>
  <message>
   <source>附件</source>
   <translation>Attachments</translation>
  </message>
  <message>
   <source>附件在转诊内容之后一小块一小块地传，断线会接着传，不会耽误转诊单。</source>
   <translation>Attachments travel after the records, part by part, and go on after a broken line. A referral never waits for them.</translation>
  </message>
 </context>
 <context>
  <name>FirstPasswordGate</name>
  <message>
   <source>两次输入的新密码不一样，请再输一次。</source>
   <translation>The two new passwords differ. Please enter it again.</translation>
  </message>
  <message>
   <source>再输一次</source>
   <translation>Enter it again</translation>
  </message>
  <message>
   <source>换成新密码</source>
   <translation>Change password</translation>
  </message>
  <message>
   <source>新密码</source>
   <translation>New password</translation>
  </message>
  <message>
   <source>现在的</source>
   <translation>Current</translation>
  </message>
  <message>
   <source>至少 8 个字符，要有字母和数字。只有您自己知道。</source>
   <translation>At least 8 characters, with letters and digits. Only you know it.</translation>
  </message>
  <message>
   <source>请换一个自己的密码</source>
   <translation>Please choose your own password</translation>
  </message>
 </context>
 <context>
  <name>FlowSection</name>
  <message>
   <source>保存审核</source>
   <translation>Save review</translation>
  </message>
  <message>
   <source>保存时限</source>
   <translation>Save time limits</translation>
  </message>
  <message>
   <source>审核与时限</source>
   <translation>Review and time limits</translation>
  </message>
  <message>
   <source>审核岗位按顺序写，如：科主任→医务科→院长。空着就不用审核。</source>
   <translation>Write the review posts in order, e.g. head of department→medical office→director. Empty: no review.</translation>
  </message>
  <message>
   <source>时限</source>
   <translation>Time limits</translation>
  </message>
  <message>
   <source>超过时限的只列在“提醒”里，不会弹窗；填 0 就不提醒。</source>
   <translation>What exceeds its limit is only listed under "Reminders", without a pop-up; 0 means no reminder.</translation>
  </message>
 </context>
 <context>
  <name>FollowUpChoice</name>
  <message>
   <source>今天</source>
   <translation>Today</translation>
  </message>
  <message>
   <source>已安排的随访</source>
   <translation>Planned follow-ups</translation>
  </message>
  <message>
   <source>已过期</source>
   <translation>Overdue</translation>
  </message>
  <message>
   <source>没有安排，直接登记</source>
   <translation>Record without a plan</translation>
  </message>
 </context>
 <context>
  <name>FollowUpHead</name>
  <message>
   <source>{what}过敏</source>
   <translation>Allergic to {what}</translation>
  </message>
  <message>
   <source>上级医院的意见：{words}</source>
   <translation>Hospital advice: {words}</translation>
  </message>
  <message>
   <source>安排：{words}</source>
   <translation>Plan: {words}</translation>
  </message>
  <message>
   <source>补录（以前做的，现在才录入）</source>
   <translation>Entered late (done earlier, recorded only now)</translation>
  </message>
  <message>
   <source>随访</source>
   <translation>Follow-ups</translation>
  </message>
 </context>
 <context>
  <name>FollowUpLimitsSection</name>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>规范 {value}　{source}</source>
   <translation>Norm {value}  {source}</translation>
  </message>
  <message>
   <source>随访分类、下次日期和转诊提示按这里的数字算。清空就按国家规范。</source>
   <translation>Classes, next dates and advice to refer follow these numbers. Empty means the national norm.</translation>
  </message>
  <message>
   <source>随访标准</source>
   <translation>Follow-up limits</translation>
  </message>
 </context>
 <context>
  <name>FollowUpPage</name>
  <message>
   <source>不保存</source>
   <translation>Do not save</translation>
  </message>
  <message>
   <source>保存并开转诊单</source>
   <translation>Save and write a referral</translation>
  </message>
  <message>
   <source>保存随访</source>
   <translation>Save follow-up</translation>
  </message>
  <message>
   <source>做哪一种随访？</source>
   <translation>Which follow-up?</translation>
  </message>
  <message>
   <source>备注</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>按规范</source>
   <translation>By the guideline</translation>
  </message>
  <message>
   <source>接着上次没写完的内容</source>
   <translation>Continue where you left off</translation>
  </message>
  <message>
   <source>草稿已自动保存 {time}</source>
   <translation>Draft saved automatically at {time}</translation>
  </message>
  <message>
   <source>请再看一眼</source>
   <translation>Please look again</translation>
  </message>
  <message>
   <source>这份没写完的随访已经不在了。</source>
   <translation>This unfinished follow-up no longer exists.</translation>
  </message>
  <message>
   <source>随访已保存</source>
   <translation>Follow-up saved</translation>
  </message>
 </context>
 <context>
  <name>FollowUpRecordView</name>
  <message>
   <source>下一步</source>
   <translation>Next step</translation>
  </message>
  <message>
   <source>下次随访：{day}</source>
   <translation>Next follow-up: {day}</translation>
  </message>
  <message>
   <source>备注</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>开转诊单</source>
   <translation>Write a referral</translation>
  </message>
  <message>
   <source>打印随访表</source>
   <translation>Print follow-up form</translation>
  </message>
  <message>
   <source>更正这次随访</source>
   <translation>Correct this follow-up</translation>
  </message>
  <message>
   <source>看患者档案</source>
   <translation>View patient record</translation>
  </message>
  <message>
   <source>结果</source>
   <translation>Result</translation>
  </message>
  <message>
   <source>补录</source>
   <translation>Entered late</translation>
  </message>
  <message>
   <source>这一条后来更正过，请看更正后的那一条。</source>
   <translation>This entry was corrected later; please see the corrected one.</translation>
  </message>
  <message>
   <source>随访服务记录表</source>
   <translation>Follow-up record form</translation>
  </message>
 </context>
 <context>
  <name>FollowUpsPage</name>
  <message>
   <source>30 天内</source>
   <translation>Within 30 days</translation>
  </message>
  <message>
   <source>7 天内</source>
   <translation>Within 7 days</translation>
  </message>
  <message>
   <source>今天</source>
   <translation>Today</translation>
  </message>
  <message>
   <source>做随访</source>
   <translation>Do follow-up</translation>
  </message>
  <message>
   <source>全部医生</source>
   <translation>All doctors</translation>
  </message>
  <message>
   <source>全部村</source>
   <translation>All villages</translation>
  </message>
  <message>
   <source>到今天</source>
   <translation>Until today</translation>
  </message>
  <message>
   <source>到期随访名单</source>
   <translation>List of due follow-ups</translation>
  </message>
  <message>
   <source>原因和建议</source>
   <translation>Reason and advice</translation>
  </message>
  <message>
   <source>只看某一天</source>
   <translation>Only one day</translation>
  </message>
  <message>
   <source>安排随访</source>
   <translation>Plan</translation>
  </message>
  <message>
   <source>已过期</source>
   <translation>Overdue</translation>
  </message>
  <message>
   <source>应随访</source>
   <translation>Due</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patient</translation>
  </message>
  <message>
   <source>打印名单</source>
   <translation>Print list</translation>
  </message>
  <message>
   <source>打印电话名单</source>
   <translation>Phone list</translation>
  </message>
  <message>
   <source>打印随访表</source>
   <translation>Print forms</translation>
  </message>
  <message>
   <source>改期</source>
   <translation>Move</translation>
  </message>
  <message>
   <source>村</source>
   <translation>Village</translation>
  </message>
  <message>
   <source>没有过期的随访。</source>
   <translation>No overdue follow-ups.</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>电话随访名单</source>
   <translation>Phone follow-up list</translation>
  </message>
  <message>
   <source>看到哪天</source>
   <translation>Show until</translation>
  </message>
  <message>
   <source>签约到期</source>
   <translation>Contracts</translation>
  </message>
  <message>
   <source>终止随访</source>
   <translation>End</translation>
  </message>
  <message>
   <source>过期 {n} 天</source>
   <translation>overdue by {n} d</translation>
  </message>
  <message>
   <source>过期 {overdue} 人　今天 {today} 人　7 天内 {soon} 人</source>
   <translation>{overdue} overdue  {today} today  {soon} within 7 days</translation>
  </message>
  <message>
   <source>这段时间没有要做的随访。接回转诊患者、做完一次随访后，下一次会自动排进来；也可以点“安排随访”。</source>
   <translation>No follow-ups due in this period. After you take back a referred patient or finish a follow-up, the next one is planned automatically; or choose "Plan a follow-up".</translation>
  </message>
  <message>
   <source>随访</source>
   <translation>Follow-ups</translation>
  </message>
  <message>
   <source>随访服务记录表</source>
   <translation>Follow-up record form</translation>
  </message>
 </context>
 <context>
  <name>FromBackupGate</name>
  <message>
   <source>从备份恢复</source>
   <translation>Restore from a backup</translation>
  </message>
  <message>
   <source>另选一个备份</source>
   <translation>Choose another backup</translation>
  </message>
  <message>
   <source>备份文件 (*.db)</source>
   <translation>Backups (*.db)</translation>
  </message>
  <message>
   <source>将用 {name} 恢复，请输入建库时抄下的恢复码。备份以后的内容，县平台上有的下次同步时取回。</source>
   <translation>{name} will be restored. Type the recovery code that was written down at the set-up. What was saved after the backup comes back from the hub with the next sync.</translation>
  </message>
  <message>
   <source>恢复并打开</source>
   <translation>Restore and open</translation>
  </message>
  <message>
   <source>恢复码</source>
   <translation>Recovery code</translation>
  </message>
  <message>
   <source>找到备份文件</source>
   <translation>Find the backup</translation>
  </message>
  <message>
   <source>正在用 {name} 恢复……</source>
   <translation>Restoring from {name}…</translation>
  </message>
  <message>
   <source>没有用 {name} 恢复。</source>
   <translation>Nothing was restored from {name}.</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>Groups</name>
  <message>
   <source>分类</source>
   <translation>Category</translation>
  </message>
  <message>
   <source>只看选中的这一项</source>
   <translation>Only the chosen one</translation>
  </message>
  <message>
   <source>未填写</source>
   <translation>Not filled in</translation>
  </message>
 </context>
 <context>
  <name>HandOverDialog</name>
  <message>
   <source>再问一次</source>
   <translation>Ask again</translation>
  </message>
  <message>
   <source>名称或拼音首字母</source>
   <translation>Name or pinyin initials</translation>
  </message>
  <message>
   <source>已移交，下次同步后两边都会看到。</source>
   <translation>Handed over; both sides will see it after the next sync.</translation>
  </message>
  <message>
   <source>患者迁居后，由新住地的机构接着管理他的档案。移交错了，可以再移交回来。</source>
   <translation>When a patient moves, the institution at the new home takes over the record. A mistaken hand-over can be handed back.</translation>
  </message>
  <message>
   <source>正在问县平台……</source>
   <translation>Asking the county hub…</translation>
  </message>
  <message>
   <source>现由 {name} 管理</source>
   <translation>Managed by {name}</translation>
  </message>
  <message>
   <source>移交</source>
   <translation>Hand over</translation>
  </message>
  <message>
   <source>移交给</source>
   <translation>Hand over to</translation>
  </message>
  <message>
   <source>移交给别的机构</source>
   <translation>Hand over to another institution</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>HandoverBox</name>
  <message>
   <source>交接时间</source>
   <translation>Handed over at</translation>
  </message>
  <message>
   <source>交接记录已保存，打印时印在纸上。</source>
   <translation>Hand-over record saved; it will be on the printout.</translation>
  </message>
  <message>
   <source>体温</source>
   <translation>Temperature</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>其他资料</source>
   <translation>Other papers</translation>
  </message>
  <message>
   <source>出发时间</source>
   <translation>Left at</translation>
  </message>
  <message>
   <source>到达时间</source>
   <translation>Arrived at</translation>
  </message>
  <message>
   <source>呼吸</source>
   <translation>Breathing</translation>
  </message>
  <message>
   <source>嗜睡</source>
   <translation>Drowsy</translation>
  </message>
  <message>
   <source>填写转入交接记录</source>
   <translation>Hand-over record: receiving</translation>
  </message>
  <message>
   <source>填写转出交接记录</source>
   <translation>Hand-over record: sending</translation>
  </message>
  <message>
   <source>如 0930；不是当天写 11-22 09:30</source>
   <translation>e.g. 0930; another day: 11-22 09:30</translation>
  </message>
  <message>
   <source>如 1015</source>
   <translation>e.g. 1015</translation>
  </message>
  <message>
   <source>如 150/90</source>
   <translation>e.g. 150/90</translation>
  </message>
  <message>
   <source>如：左手静脉通道，生理盐水</source>
   <translation>e.g. IV line in left hand, saline</translation>
  </message>
  <message>
   <source>已做处置</source>
   <translation>Care given</translation>
  </message>
  <message>
   <source>影像胶片</source>
   <translation>X-ray films</translation>
  </message>
  <message>
   <source>心电图</source>
   <translation>ECG</translation>
  </message>
  <message>
   <source>意识</source>
   <translation>Consciousness</translation>
  </message>
  <message>
   <source>护送人</source>
   <translation>Escort</translation>
  </message>
  <message>
   <source>昏迷</source>
   <translation>Coma</translation>
  </message>
  <message>
   <source>检验报告</source>
   <translation>Laboratory report</translation>
  </message>
  <message>
   <source>模糊</source>
   <translation>Confused</translation>
  </message>
  <message>
   <source>次/分</source>
   <translation>/min</translation>
  </message>
  <message>
   <source>没填的印成空线，交接时手写。</source>
   <translation>What is left empty prints as a line to write on.</translation>
  </message>
  <message>
   <source>清醒</source>
   <translation>Awake</translation>
  </message>
  <message>
   <source>特别交代</source>
   <translation>Special notes</translation>
  </message>
  <message>
   <source>病历摘要</source>
   <translation>Case summary</translation>
  </message>
  <message>
   <source>知情同意书</source>
   <translation>Consent form</translation>
  </message>
  <message>
   <source>管路和输液</source>
   <translation>Lines and infusions</translation>
  </message>
  <message>
   <source>脉搏</source>
   <translation>Pulse</translation>
  </message>
  <message>
   <source>药品</source>
   <translation>Medicines</translation>
  </message>
  <message>
   <source>血压</source>
   <translation>Blood pressure</translation>
  </message>
  <message>
   <source>血氧</source>
   <translation>Oxygen</translation>
  </message>
  <message>
   <source>贵重物品</source>
   <translation>Valuables</translation>
  </message>
  <message>
   <source>转诊单</source>
   <translation>Referral slip</translation>
  </message>
  <message>
   <source>转运方式</source>
   <translation>Transport</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>途中情况</source>
   <translation>On the way</translation>
  </message>
  <message>
   <source>随行资料</source>
   <translation>Papers going along</translation>
  </message>
 </context>
 <context>
  <name>HelpPage</name>
  <message>
   <source>上下键选题目，Tab 到正文，Esc 返回。</source>
   <translation>Up/Down choose a topic, Tab goes to the text, Esc goes back.</translation>
  </message>
  <message>
   <source>帮助</source>
   <translation>Help</translation>
  </message>
  <message>
   <source>正文</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>题目</source>
   <translation>Topic</translation>
  </message>
 </context>
 <context>
  <name>InboxPage</name>
  <message>
   <source>{n} 张等您处理</source>
   <translation>Waiting for you: {n}</translation>
  </message>
  <message>
   <source>{n} 张等您处理，其中急的 {urgent} 张</source>
   <translation>Waiting for you: {n}, urgent among them: {urgent}</translation>
  </message>
  <message>
   <source>下转患者</source>
   <translation>Refer a patient down</translation>
  </message>
  <message>
   <source>事项</source>
   <translation>Matter</translation>
  </message>
  <message>
   <source>已等</source>
   <translation>Waiting</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patient</translation>
  </message>
  <message>
   <source>扫码接收</source>
   <translation>Scan to receive</translation>
  </message>
  <message>
   <source>收件箱</source>
   <translation>Inbox</translation>
  </message>
  <message>
   <source>来自</source>
   <translation>From</translation>
  </message>
  <message>
   <source>没有等您处理的</source>
   <translation>Nothing waits for you</translation>
  </message>
  <message>
   <source>现在</source>
   <translation>Now</translation>
  </message>
  <message>
   <source>立即同步</source>
   <translation>Sync now</translation>
  </message>
  <message>
   <source>缓急</source>
   <translation>Urgency</translation>
  </message>
  <message>
   <source>都处理完了。各机构发来的转诊会自动出现在这里；现在就想看有没有新的，请同步。</source>
   <translation>All done. Referrals from other organizations appear here automatically; to look for new ones now, sync.</translation>
  </message>
 </context>
 <context>
  <name>LockGate</name>
  <message>
   <source>{name}，输入密码继续。没保存的内容都还在。</source>
   <translation>{name}, enter your password to continue. Nothing unsaved is lost.</translation>
  </message>
  <message>
   <source>密码</source>
   <translation>Password</translation>
  </message>
  <message>
   <source>已锁定</source>
   <translation>Locked</translation>
  </message>
  <message>
   <source>解锁</source>
   <translation>Unlock</translation>
  </message>
 </context>
 <context>
  <name>LoginGate</name>
  <message>
   <source>密码</source>
   <translation>Password</translation>
  </message>
  <message>
   <source>拼音首字母或姓名</source>
   <translation>Pinyin initials or name</translation>
  </message>
  <message>
   <source>登录</source>
   <translation>Log in</translation>
  </message>
  <message>
   <source>登录名</source>
   <translation>Login name</translation>
  </message>
  <message>
   <source>选自己的名字，输入密码。登录名是姓名的拼音首字母。</source>
   <translation>Choose your name and enter the password. The login name is the pinyin initials of your name.</translation>
  </message>
 </context>
 <context>
  <name>LookSection</name>
  <message>
   <source>只影响这台电脑，选了马上生效。</source>
   <translation>Affects this computer only and works at once.</translation>
  </message>
  <message>
   <source>大</source>
   <translation>Large</translation>
  </message>
  <message>
   <source>字的大小</source>
   <translation>Text size</translation>
  </message>
  <message>
   <source>已经生效。个别页面的间距在下次打开程序后才完全跟上。</source>
   <translation>In effect now. Spacing on some pages follows fully after the next start.</translation>
  </message>
  <message>
   <source>标准</source>
   <translation>Standard</translation>
  </message>
  <message>
   <source>浅色</source>
   <translation>Light</translation>
  </message>
  <message>
   <source>深色</source>
   <translation>Dark</translation>
  </message>
  <message>
   <source>特大</source>
   <translation>Extra large</translation>
  </message>
  <message>
   <source>界面</source>
   <translation>Appearance</translation>
  </message>
  <message>
   <source>语言</source>
   <translation>Language</translation>
  </message>
  <message>
   <source>语言在下次打开程序时生效。</source>
   <translation>The language changes at the next start.</translation>
  </message>
  <message>
   <source>颜色</source>
   <translation>Colours</translation>
  </message>
  <message>
   <source>高对比</source>
   <translation>High contrast</translation>
  </message>
 </context>
 <context>
  <name>LostGate</name>
  <message>
   <source>从备份恢复</source>
   <translation>Restore from a backup</translation>
  </message>
  <message>
   <source>再试一次</source>
   <translation>Try again</translation>
  </message>
  <message>
   <source>数据库不见了</source>
   <translation>The database is gone</translation>
  </message>
  <message>
   <source>重新建立</source>
   <translation>Set up anew</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>双向转诊</source>
   <translation>Two-way referrals</translation>
  </message>
  <message>
   <source>版本 {version}　{key} 帮助</source>
   <translation>Version {version}  {key} Help</translation>
  </message>
  <message>
   <source>练习 - 双向转诊</source>
   <translation>Practice - Two-way Referral</translation>
  </message>
  <message>
   <source>练习：这里的患者都是编的，单子不算数、不上传，打印出来都有“练习”字样。</source>
   <translation>Practice: the patients here are invented, slips do not count and are not sent, and every print is marked as practice.</translation>
  </message>
 </context>
 <context>
  <name>MessageBar</name>
  <message>
   <source>复制详情</source>
   <translation>Copy details</translation>
  </message>
  <message>
   <source>知道了</source>
   <translation>OK</translation>
  </message>
 </context>
 <context>
  <name>MessageBubble</name>
  <message>
   <source>{words}，已等 {span}</source>
   <translation>{words}, for {span}</translation>
  </message>
  <message>
   <source>不用答复了</source>
   <translation>No answer needed</translation>
  </message>
  <message>
   <source>等对方答复</source>
   <translation>Waits for their answer</translation>
  </message>
  <message>
   <source>等我们答复</source>
   <translation>Waits for our answer</translation>
  </message>
  <message>
   <source>答复</source>
   <translation>Answer</translation>
  </message>
 </context>
 <context>
  <name>MoveBox</name>
  <message>
   <source>{who}退回：{remark}
不用改的，直接再次送审；要改的，返回后按“更正”，改完保存就已送审。</source>
   <translation>Sent back by {who}: {remark}
Nothing to change? Hand it in again. Otherwise go back and choose Correct: saving hands it in again.</translation>
  </message>
  <message>
   <source>下面是按医嘱排好的随访，可以改，接回后生效。药和诊断在页面里逐条记入档案。</source>
   <translation>Below is the visit planned by the hospital's advice. Change it as you like; it is set when you take the patient back. Medicines and diagnoses are taken into the record one by one on the page.</translation>
  </message>
  <message>
   <source>住院号</source>
   <translation>Inpatient no.</translation>
  </message>
  <message>
   <source>再次送审</source>
   <translation>Hand in again</translation>
  </message>
  <message>
   <source>医生</source>
   <translation>Doctor</translation>
  </message>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>反馈内容</source>
   <translation>Feedback</translation>
  </message>
  <message>
   <source>发出</source>
   <translation>Send</translation>
  </message>
  <message>
   <source>发送中间反馈</source>
   <translation>Send interim feedback</translation>
  </message>
  <message>
   <source>可不填</source>
   <translation>Optional</translation>
  </message>
  <message>
   <source>同意后，这次转诊就此结束。</source>
   <translation>If you agree, this referral ends here.</translation>
  </message>
  <message>
   <source>同意撤销</source>
   <translation>Agree to withdraw</translation>
  </message>
  <message>
   <source>同意转出</source>
   <translation>Approve referral</translation>
  </message>
  <message>
   <source>名称或拼音首字母</source>
   <translation>Name or pinyin initials</translation>
  </message>
  <message>
   <source>备注</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>如：11-23 上午</source>
   <translation>Such as 11-23, morning</translation>
  </message>
  <message>
   <source>如：电话联系，本人改去市医院</source>
   <translation>e.g. reached by phone, went to the city hospital instead</translation>
  </message>
  <message>
   <source>如：空腹，带既往检查</source>
   <translation>e.g. fasting, bring earlier results</translation>
  </message>
  <message>
   <source>审核</source>
   <translation>Review</translation>
  </message>
  <message>
   <source>对方会看到原因和建议；能写明去哪里更合适，患者就少跑一趟。</source>
   <translation>The other side sees the reason and your advice; naming a better place saves the patient a trip.</translation>
  </message>
  <message>
   <source>对方会看到患者没有来，好去联系本人。</source>
   <translation>The other side will see that the patient did not come and can contact them.</translation>
  </message>
  <message>
   <source>对方已接诊的，要等对方同意才算撤销。</source>
   <translation>If the other side has already accepted, it must agree before the referral is withdrawn.</translation>
  </message>
  <message>
   <source>就诊时间</source>
   <translation>Appointment time</translation>
  </message>
  <message>
   <source>已保存，下次同步时对方会看到</source>
   <translation>Saved; the other side will see it after the next sync</translation>
  </message>
  <message>
   <source>已接回，随访已安排</source>
   <translation>Taken back; a follow-up is planned</translation>
  </message>
  <message>
   <source>建议</source>
   <translation>Advice</translation>
  </message>
  <message>
   <source>患者改由那家机构受理，原机构也会看到。</source>
   <translation>The patient will be seen by that organization; the original one will see this too.</translation>
  </message>
  <message>
   <source>意见</source>
   <translation>Opinion</translation>
  </message>
  <message>
   <source>拒收</source>
   <translation>Decline</translation>
  </message>
  <message>
   <source>按向下键选</source>
   <translation>Press Down to choose</translation>
  </message>
  <message>
   <source>接回患者</source>
   <translation>Take the patient back</translation>
  </message>
  <message>
   <source>接诊</source>
   <translation>Accept</translation>
  </message>
  <message>
   <source>撤销原因</source>
   <translation>Reason for withdrawal</translation>
  </message>
  <message>
   <source>撤销转诊</source>
   <translation>Withdraw referral</translation>
  </message>
  <message>
   <source>机构</source>
   <translation>Organization</translation>
  </message>
  <message>
   <source>病情转归</source>
   <translation>Outcome</translation>
  </message>
  <message>
   <source>登记入院</source>
   <translation>Record admission</translation>
  </message>
  <message>
   <source>登记到诊</source>
   <translation>Record arrival</translation>
  </message>
  <message>
   <source>登记未到诊</source>
   <translation>Record no-show</translation>
  </message>
  <message>
   <source>登记转归</source>
   <translation>Record outcome</translation>
  </message>
  <message>
   <source>科室</source>
   <translation>Department</translation>
  </message>
  <message>
   <source>科室名或首字母</source>
   <translation>Department name or initials</translation>
  </message>
  <message>
   <source>空着按回转单建议</source>
   <translation>Empty: as the return slip advises</translation>
  </message>
  <message>
   <source>结案</source>
   <translation>Close</translation>
  </message>
  <message>
   <source>结案原因</source>
   <translation>Reason for closing</translation>
  </message>
  <message>
   <source>联系电话</source>
   <translation>Contact phone</translation>
  </message>
  <message>
   <source>诊断：{text}</source>
   <translation>Diagnosis: {text}</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>转往他院</source>
   <translation>Redirect elsewhere</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>退回修改</source>
   <translation>Send back for changes</translation>
  </message>
  <message>
   <source>重新发出</source>
   <translation>Send again</translation>
  </message>
  <message>
   <source>随访医生</source>
   <translation>Follow-up doctor</translation>
  </message>
  <message>
   <source>随访日期</source>
   <translation>Follow-up date</translation>
  </message>
  <message>
   <source>随访时注意</source>
   <translation>To look after at the visit</translation>
  </message>
 </context>
 <context>
  <name>MovePlanDialog</name>
  <message>
   <source>不改</source>
   <translation>Leave as is</translation>
  </message>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>如：外出打工，下月回来</source>
   <translation>e.g. working away, back next month</translation>
  </message>
  <message>
   <source>已改期</source>
   <translation>Rescheduled</translation>
  </message>
  <message>
   <source>改到</source>
   <translation>Move to</translation>
  </message>
  <message>
   <source>改期</source>
   <translation>Reschedule</translation>
  </message>
 </context>
 <context>
  <name>Narrowing</name>
  <message>
   <source>不再只看 {what}</source>
   <translation>No longer only {what}</translation>
  </message>
  <message>
   <source>只看：</source>
   <translation>Only:</translation>
  </message>
  <message>
   <source>未填写</source>
   <translation>Not filled in</translation>
  </message>
 </context>
 <context>
  <name>NavBar</name>
  <message>
   <source>页面</source>
   <translation>Pages</translation>
  </message>
 </context>
 <context>
  <name>NavItem</name>
  <message>
   <source>{page}，{n} 件</source>
   <translation>{page}, {n} waiting</translation>
  </message>
 </context>
 <context>
  <name>NewPlanDialog</name>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>姓名、拼音首字母、身份证</source>
   <translation>Name, pinyin initials, ID number</translation>
  </message>
  <message>
   <source>安排</source>
   <translation>Plan</translation>
  </message>
  <message>
   <source>安排随访</source>
   <translation>Plan a follow-up</translation>
  </message>
  <message>
   <source>已安排</source>
   <translation>Planned</translation>
  </message>
  <message>
   <source>应随访日期</source>
   <translation>Due date</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patient</translation>
  </message>
  <message>
   <source>按向下键选</source>
   <translation>Press Down to choose</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>选人、选表、定日期。</source>
   <translation>Choose the person, the form and the date.</translation>
  </message>
  <message>
   <source>随访表</source>
   <translation>Follow-up form</translation>
  </message>
 </context>
 <context>
  <name>NumbersDialog</name>
  <message>
   <source>{year} 年计划人次</source>
   <translation>Visits planned for {year}</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>填写数字</source>
   <translation>Enter figures</translation>
  </message>
  <message>
   <source>本机数不出来的数字，从医保或统计报表抄来；不知道的留空。</source>
   <translation>Figures this computer cannot count: copy them from the insurance or statistics report; leave unknown ones empty.</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>NumbersSection</name>
  <message>
   <source>作废</source>
   <translation>Void</translation>
  </message>
  <message>
   <source>作废这个号</source>
   <translation>Void this number</translation>
  </message>
  <message>
   <source>全部</source>
   <translation>All</translation>
  </message>
  <message>
   <source>单号</source>
   <translation>Slip number</translation>
  </message>
  <message>
   <source>单号登记</source>
   <translation>Slip number register</translation>
  </message>
  <message>
   <source>印过 {n} 次</source>
   <translation>Times printed: {n}</translation>
  </message>
  <message>
   <source>发号</source>
   <translation>Issued</translation>
  </message>
  <message>
   <source>发过的单号都在这里。作废的也留着，号不会再用。</source>
   <translation>All slip numbers issued are here. Void ones stay too; a number is never used again.</translation>
  </message>
  <message>
   <source>哪些单号</source>
   <translation>Which numbers</translation>
  </message>
  <message>
   <source>已作废</source>
   <translation>Voided</translation>
  </message>
  <message>
   <source>已打印</source>
   <translation>Printed</translation>
  </message>
  <message>
   <source>未打印</source>
   <translation>Not printed</translation>
  </message>
  <message>
   <source>状态</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>还没有发过单号。写好第一张转诊单就有了。</source>
   <translation>No slip numbers issued yet. The first one comes with your first referral.</translation>
  </message>
 </context>
 <context>
  <name>OffersCard</name>
  <message>
   <source>再看没有记的</source>
   <translation>Show what was left out</translation>
  </message>
  <message>
   <source>可以记入档案（核对后一条一条记）</source>
   <translation>For the record (check, then take in one by one)</translation>
  </message>
 </context>
 <context>
  <name>Overview</name>
  <message>
   <source>上转患者的来源</source>
   <translation>Where patients sent up came from</translation>
  </message>
  <message>
   <source>上转：{kind}</source>
   <translation>Sent up: {kind}</translation>
  </message>
  <message>
   <source>办理情况</source>
   <translation>Handling</translation>
  </message>
  <message>
   <source>各月转诊人次</source>
   <translation>Patients sent, by month</translation>
  </message>
  <message>
   <source>转诊人次</source>
   <translation>Referral visits</translation>
  </message>
  <message>
   <source>转诊人次（实条：本期，斜纹：上期）</source>
   <translation>Referral visits (solid: this period, hatched: previous)</translation>
  </message>
 </context>
 <context>
  <name>OwnSection</name>
  <message>
   <source>一行一个科室</source>
   <translation>One department per line</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>单号开头</source>
   <translation>Slip number prefix</translation>
  </message>
  <message>
   <source>印在每张单上的名称、地址和电话。</source>
   <translation>Name, address and phone printed on every slip.</translation>
  </message>
  <message>
   <source>名称</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <source>本机构</source>
   <translation>Own organization</translation>
  </message>
  <message>
   <source>本机构的资料由县平台统一维护，要更正请联系县平台管理员。</source>
   <translation>Your organization's details are kept by the county hub; to correct them, contact its administrator.</translation>
  </message>
  <message>
   <source>机构编码</source>
   <translation>Organization code</translation>
  </message>
  <message>
   <source>科室</source>
   <translation>Department</translation>
  </message>
  <message>
   <source>简称</source>
   <translation>Short name</translation>
  </message>
  <message>
   <source>级别</source>
   <translation>Level</translation>
  </message>
  <message>
   <source>转诊电话</source>
   <translation>Referral phone</translation>
  </message>
 </context>
 <context>
  <name>PagedTable</name>
  <message>
   <source>复制 (Ctrl+C)</source>
   <translation>Copy (Ctrl+C)</translation>
  </message>
  <message>
   <source>打开</source>
   <translation>Open</translation>
  </message>
 </context>
 <context>
  <name>PaperLine</name>
  <message>
   <source>取回</source>
   <translation>Fetch</translation>
  </message>
  <message>
   <source>打开</source>
   <translation>Open</translation>
  </message>
  <message>
   <source>移除</source>
   <translation>Remove</translation>
  </message>
 </context>
 <context>
  <name>PaperRulesSection</name>
  <message>
   <source>不超过 200 KB、两个月内的自动取回；大的和早的，打开时再取。线路很慢可以关掉。</source>
   <translation>Up to 200 KB and two months old; larger and older ones are fetched when opened. Switch it off on a very slow line.</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>对方的小附件自动取回</source>
   <translation>Fetch small attachments of others automatically</translation>
  </message>
  <message>
   <source>打开后，从今天起的转诊单签了字还没有附扫描件的，会列在“提醒”里。</source>
   <translation>Slips from today on that are signed but not scanned are then listed in the reminders.</translation>
  </message>
  <message>
   <source>签字的同意书要附扫描件</source>
   <translation>Signed consents need a scan</translation>
  </message>
  <message>
   <source>附件与同意书</source>
   <translation>Attachments and consent</translation>
  </message>
 </context>
 <context>
  <name>PaperView</name>
  <message>
   <source>纸面预览</source>
   <translation>Paper preview</translation>
  </message>
  <message>
   <source>这一页现在不能显示。</source>
   <translation>This page cannot be shown now.</translation>
  </message>
 </context>
 <context>
  <name>PapersCard</name>
  <message>
   <source>也可以把文件拖到这里</source>
   <translation>or drop files here</translation>
  </message>
  <message>
   <source>剪贴板里没有图片。请先复制或截图。</source>
   <translation>There is no picture on the clipboard. Copy one or take a screenshot first.</translation>
  </message>
  <message>
   <source>加入附件</source>
   <translation>Add attachments</translation>
  </message>
  <message>
   <source>没有附件。检验单、心电图、签好的同意书，拍照或扫描后加在这里。</source>
   <translation>No attachments. Add laboratory results, ECGs and signed consents here, as photo or scan.</translation>
  </message>
  <message>
   <source>粘贴图片</source>
   <translation>Paste picture</translation>
  </message>
  <message>
   <source>附件</source>
   <translation>Attachments</translation>
  </message>
 </context>
 <context>
  <name>PartnerDialog</name>
  <message>
   <source>一行一个科室，如：心内科</source>
   <translation>One department per line, e.g. cardiology</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>修改机构</source>
   <translation>Edit organization</translation>
  </message>
  <message>
   <source>名称</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <source>按向下键选</source>
   <translation>Press Down to choose</translation>
  </message>
  <message>
   <source>收治</source>
   <translation>Role in referrals</translation>
  </message>
  <message>
   <source>机构编码</source>
   <translation>Organization code</translation>
  </message>
  <message>
   <source>添加机构</source>
   <translation>Add organization</translation>
  </message>
  <message>
   <source>科室</source>
   <translation>Department</translation>
  </message>
  <message>
   <source>简称</source>
   <translation>Short name</translation>
  </message>
  <message>
   <source>级别</source>
   <translation>Level</translation>
  </message>
  <message>
   <source>转诊电话</source>
   <translation>Referral phone</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>PartnersSection</name>
  <message>
   <source>不再列出</source>
   <translation>Stop listing</translation>
  </message>
  <message>
   <source>不列出</source>
   <translation>Not listed</translation>
  </message>
  <message>
   <source>修改</source>
   <translation>Edit</translation>
  </message>
  <message>
   <source>县平台</source>
   <translation>County hub</translation>
  </message>
  <message>
   <source>县平台下发的由平台维护；没有联网时可以自己添加。</source>
   <translation>Those from the county hub are kept by the hub; without a network you can add your own.</translation>
  </message>
  <message>
   <source>往来机构</source>
   <translation>Partner organizations</translation>
  </message>
  <message>
   <source>机构</source>
   <translation>Organization</translation>
  </message>
  <message>
   <source>来源</source>
   <translation>Source</translation>
  </message>
  <message>
   <source>添加机构</source>
   <translation>Add organization</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>科室</source>
   <translation>Department</translation>
  </message>
  <message>
   <source>级别</source>
   <translation>Level</translation>
  </message>
  <message>
   <source>自己添加</source>
   <translation>Added here</translation>
  </message>
  <message>
   <source>还没有机构。先添加常转去的县医院。</source>
   <translation>No organizations yet. First add the county hospital you refer to most.</translation>
  </message>
  <message>
   <source>重新列出</source>
   <translation>List again</translation>
  </message>
 </context>
 <context>
  <name>PassphraseGate</name>
  <message>
   <source>口令</source>
   <translation>Passphrase</translation>
  </message>
  <message>
   <source>打开</source>
   <translation>Open</translation>
  </message>
  <message>
   <source>输入开库口令</source>
   <translation>Enter the database passphrase</translation>
  </message>
  <message>
   <source>这台电脑没有钥匙串，数据库用口令加密。输错不会损坏数据。</source>
   <translation>This computer has no keyring; the database is encrypted with a passphrase. A wrong one does no harm.</translation>
  </message>
 </context>
 <context>
  <name>PasswordDialog</name>
  <message>
   <source>8 位以上，大小写字母、数字、符号至少三种</source>
   <translation>8 or more characters; at least three of upper case, lower case, digits, symbols</translation>
  </message>
  <message>
   <source>告诉本人；下次登录时要自己改掉。账号若因输错密码锁住，也会同时解开。</source>
   <translation>Tell the person; they must change it at the next login. If wrong passwords locked the account, this unlocks it too.</translation>
  </message>
  <message>
   <source>密码已重设</source>
   <translation>Password reset</translation>
  </message>
  <message>
   <source>新密码</source>
   <translation>New password</translation>
  </message>
  <message>
   <source>给 {name} 重设密码</source>
   <translation>Reset the password of {name}</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>重设密码</source>
   <translation>Reset password</translation>
  </message>
 </context>
 <context>
  <name>PatientCardView</name>
  <message>
   <source>{direction}　来自 {name}</source>
   <translation>{direction} from {name}</translation>
  </message>
  <message>
   <source>{substance}过敏</source>
   <translation>Allergic to {substance}</translation>
  </message>
  <message>
   <source>{substance}过敏（{reaction}）</source>
   <translation>Allergic to {substance} ({reaction})</translation>
  </message>
  <message>
   <source>上转</source>
   <translation>Up</translation>
  </message>
  <message>
   <source>下一步</source>
   <translation>Next step</translation>
  </message>
  <message>
   <source>下转</source>
   <translation>Down</translation>
  </message>
  <message>
   <source>付费</source>
   <translation>Payment</translation>
  </message>
  <message>
   <source>住址</source>
   <translation>Address</translation>
  </message>
  <message>
   <source>修改资料</source>
   <translation>Edit details</translation>
  </message>
  <message>
   <source>做随访</source>
   <translation>Do follow-up</translation>
  </message>
  <message>
   <source>医保号</source>
   <translation>Insurance no.</translation>
  </message>
  <message>
   <source>去看看</source>
   <translation>Have a look</translation>
  </message>
  <message>
   <source>基本情况</source>
   <translation>Basic details</translation>
  </message>
  <message>
   <source>已并入另一份档案：{name}（{reason}）</source>
   <translation>Merged into another record: {name} ({reason})</translation>
  </message>
  <message>
   <source>急诊先转</source>
   <translation>Emergency referral</translation>
  </message>
  <message>
   <source>慢性病</source>
   <translation>Chronic diseases</translation>
  </message>
  <message>
   <source>打印联系卡</source>
   <translation>Print contact card</translation>
  </message>
  <message>
   <source>既往史</source>
   <translation>Past history</translation>
  </message>
  <message>
   <source>有 {n} 处两边改得不一样，需要您决定。</source>
   <translation>Changed differently on both sides, for you to decide: {n}.</translation>
  </message>
  <message>
   <source>未了的转诊和随访</source>
   <translation>Open referrals and follow-ups</translation>
  </message>
  <message>
   <source>村</source>
   <translation>Village</translation>
  </message>
  <message>
   <source>档案编号</source>
   <translation>Record no.</translation>
  </message>
  <message>
   <source>民族</source>
   <translation>Ethnic group</translation>
  </message>
  <message>
   <source>没有</source>
   <translation>None</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>移交给别的机构</source>
   <translation>Hand over to another</translation>
  </message>
  <message>
   <source>管理机构</source>
   <translation>Managed by</translation>
  </message>
  <message>
   <source>经过</source>
   <translation>History</translation>
  </message>
  <message>
   <source>联系人</source>
   <translation>Contact person</translation>
  </message>
  <message>
   <source>血型</source>
   <translation>Blood type</translation>
  </message>
  <message>
   <source>责任医生</source>
   <translation>Responsible doctor</translation>
  </message>
  <message>
   <source>还没有转诊、随访、签约或更正。以后做过的都按日子列在这里。</source>
   <translation>No referrals, follow-ups, contracts or corrections yet. Whatever is done later is listed here by day.</translation>
  </message>
  <message>
   <source>这位患者由别的机构管理，新的资料不再送到本机，这里是最后收到的。您写的仍会送到县平台。</source>
   <translation>Another institution manages this patient; nothing new comes here and this is what came last. What you write is still sent to the hub.</translation>
  </message>
  <message>
   <source>长期用药</source>
   <translation>Long-term medication</translation>
  </message>
 </context>
 <context>
  <name>PatientForm</name>
  <message>
   <source>{reason}：{name}　{gender} {age}　{village}　{phone}</source>
   <translation>{reason}: {name}  {gender} {age}  {village}  {phone}</translation>
  </message>
  <message>
   <source>不保存</source>
   <translation>Do not save</translation>
  </message>
  <message>
   <source>不是同一人</source>
   <translation>Not the same person</translation>
  </message>
  <message>
   <source>付费方式</source>
   <translation>Payment method</translation>
  </message>
  <message>
   <source>住址</source>
   <translation>Address</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>修改资料</source>
   <translation>Edit details</translation>
  </message>
  <message>
   <source>先输它，性别生日自动填</source>
   <translation>First: fills sex and birthday</translation>
  </message>
  <message>
   <source>免备案人群</source>
   <translation>Filing-exempt group</translation>
  </message>
  <message>
   <source>关系</source>
   <translation>Relationship</translation>
  </message>
  <message>
   <source>出生日期</source>
   <translation>Date of birth</translation>
  </message>
  <message>
   <source>医保号</source>
   <translation>Insurance no.</translation>
  </message>
  <message>
   <source>医疗</source>
   <translation>Medical</translation>
  </message>
  <message>
   <source>女</source>
   <translation>Female</translation>
  </message>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>就是他</source>
   <translation>Same person</translation>
  </message>
  <message>
   <source>已保存</source>
   <translation>Saved</translation>
  </message>
  <message>
   <source>性别</source>
   <translation>Sex</translation>
  </message>
  <message>
   <source>接着上次没写完的内容</source>
   <translation>Continue where you left off</translation>
  </message>
  <message>
   <source>无证原因</source>
   <translation>Reason for no ID</translation>
  </message>
  <message>
   <source>既往史</source>
   <translation>Past history</translation>
  </message>
  <message>
   <source>未说明</source>
   <translation>Not stated</translation>
  </message>
  <message>
   <source>村</source>
   <translation>Village</translation>
  </message>
  <message>
   <source>档案编号</source>
   <translation>Record no.</translation>
  </message>
  <message>
   <source>民族</source>
   <translation>Ethnic group</translation>
  </message>
  <message>
   <source>没有身份证时写明，如：新生儿</source>
   <translation>If there is no ID number, say why, e.g. newborn</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>男</source>
   <translation>Male</translation>
  </message>
  <message>
   <source>登记患者</source>
   <translation>Register patient</translation>
  </message>
  <message>
   <source>联系</source>
   <translation>Contact</translation>
  </message>
  <message>
   <source>联系人</source>
   <translation>Contact person</translation>
  </message>
  <message>
   <source>联系人电话</source>
   <translation>Contact's phone</translation>
  </message>
  <message>
   <source>草稿已自动保存 {time}</source>
   <translation>Draft saved automatically at {time}</translation>
  </message>
  <message>
   <source>血型</source>
   <translation>Blood type</translation>
  </message>
  <message>
   <source>请再看一眼</source>
   <translation>Please look again</translation>
  </message>
  <message>
   <source>责任医生</source>
   <translation>Responsible doctor</translation>
  </message>
  <message>
   <source>身份</source>
   <translation>Identity</translation>
  </message>
  <message>
   <source>身份证号</source>
   <translation>ID number</translation>
  </message>
 </context>
 <context>
  <name>PatientImportDialog</name>
  <message>
   <source>停止</source>
   <translation>Stop</translation>
  </message>
  <message>
   <source>共 {rows} 行：新建 {imported} 人，对上已有 {matched} 人，待更正 {to_correct} 行，空行 {empty} 行。</source>
   <translation>{rows} rows: {imported} new, {matched} matched to existing patients, {to_correct} to correct, {empty} empty.</translation>
  </message>
  <message>
   <source>关闭</source>
   <translation>Close</translation>
  </message>
  <message>
   <source>再导入一份</source>
   <translation>Import another</translation>
  </message>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>导入 Excel 名册</source>
   <translation>Import Excel list</translation>
  </message>
  <message>
   <source>导入进度</source>
   <translation>Import progress</translation>
  </message>
  <message>
   <source>已有此人</source>
   <translation>Already known</translation>
  </message>
  <message>
   <source>待更正</source>
   <translation>To correct</translation>
  </message>
  <message>
   <source>待更正的行已存为：{path}</source>
   <translation>Rows to correct saved as: {path}</translation>
  </message>
  <message>
   <source>新建</source>
   <translation>New</translation>
  </message>
  <message>
   <source>正在导入 {name}……</source>
   <translation>Importing {name}…</translation>
  </message>
  <message>
   <source>没有导入完，可以再试一次。</source>
   <translation>The import did not finish; you can try again.</translation>
  </message>
  <message>
   <source>结果</source>
   <translation>Result</translation>
  </message>
  <message>
   <source>行</source>
   <translation>Rows</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>选一个 .xlsx 文件。列的次序随意，有姓名和身份证号就行；重复的人会对上已有的档案，有错的行另存成一份表，改好再导入。</source>
   <translation>Choose an .xlsx file. Columns may be in any order; name and ID number are enough. People already known are matched; rows with errors are saved to a separate sheet to correct and import again.</translation>
  </message>
  <message>
   <source>选择名册</source>
   <translation>Choose the list</translation>
  </message>
  <message>
   <source>选择文件</source>
   <translation>Choose file</translation>
  </message>
 </context>
 <context>
  <name>PatientsPage</name>
  <message>
   <source>{substance}过敏</source>
   <translation>Allergic to {substance}</translation>
  </message>
  <message>
   <source>一次最多打印 {n} 人，请用村名或医生先缩小名单，分几次打印。</source>
   <translation>At most {n} people can be printed at once; narrow the list by village or doctor and print in parts.</translation>
  </message>
  <message>
   <source>名单里没有人，没有可打印的卡。</source>
   <translation>The list is empty; there is no card to print.</translation>
  </message>
  <message>
   <source>备注</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>姓名、拼音首字母、身份证、电话、村名</source>
   <translation>Name, pinyin initials, ID number, phone, village</translation>
  </message>
  <message>
   <source>导入 Excel 名册</source>
   <translation>Import Excel list</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patients</translation>
  </message>
  <message>
   <source>打印联系卡</source>
   <translation>Print contact card</translation>
  </message>
  <message>
   <source>村</source>
   <translation>Village</translation>
  </message>
  <message>
   <source>查找患者</source>
   <translation>Find patient</translation>
  </message>
  <message>
   <source>没有找到。可以换几个字再找，或登记这位患者。</source>
   <translation>Nothing found. Try other characters, or register this patient.</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>登记患者</source>
   <translation>Register patient</translation>
  </message>
  <message>
   <source>责任医生</source>
   <translation>Responsible doctor</translation>
  </message>
  <message>
   <source>身份证号</source>
   <translation>ID number</translation>
  </message>
 </context>
 <context>
  <name>PersonSection</name>
  <message>
   <source>{name}，登录名 {login}</source>
   <translation>{name}, login name {login}</translation>
  </message>
  <message>
   <source>再输一遍</source>
   <translation>Enter it again</translation>
  </message>
  <message>
   <source>密码已改，下次登录用新密码。</source>
   <translation>Password changed; use the new one at the next login.</translation>
  </message>
  <message>
   <source>我的密码</source>
   <translation>My password</translation>
  </message>
  <message>
   <source>改密码</source>
   <translation>Change password</translation>
  </message>
  <message>
   <source>新密码</source>
   <translation>New password</translation>
  </message>
  <message>
   <source>现在的密码</source>
   <translation>Current password</translation>
  </message>
 </context>
 <context>
  <name>PersonStep</name>
  <message>
   <source>也可以在患者页面按 F4，直接为这位患者写转诊单。</source>
   <translation>You can also press F4 on the patient page to write a referral for that patient.</translation>
  </message>
  <message>
   <source>先选患者，回车确定</source>
   <translation>First choose the patient, Enter to confirm</translation>
  </message>
  <message>
   <source>姓名、拼音首字母、身份证号、电话或村名</source>
   <translation>Name, pinyin initials, ID number, phone or village</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patient</translation>
  </message>
  <message>
   <source>新建转诊</source>
   <translation>New referral</translation>
  </message>
  <message>
   <source>没有找到“{text}”，可以登记为新患者</source>
   <translation>"{text}" not found; you can register a new patient</translation>
  </message>
  <message>
   <source>登记新患者</source>
   <translation>Register new patient</translation>
  </message>
 </context>
 <context>
  <name>PictureView</name>
  <message>
   <source>附件图片</source>
   <translation>Picture of the attachment</translation>
  </message>
 </context>
 <context>
  <name>PracticeSection</name>
  <message>
   <source>另开一个窗口，里面的患者都是编的，随便试。</source>
   <translation>Opens another window with invented patients; try anything.</translation>
  </message>
  <message>
   <source>打开练习</source>
   <translation>Open practice</translation>
  </message>
  <message>
   <source>现在就在练习里。关掉这个窗口就结束练习。</source>
   <translation>You are practising now. Close this window to end.</translation>
  </message>
  <message>
   <source>练习</source>
   <translation>Practice</translation>
  </message>
  <message>
   <source>练习有自己的数据，跟真实的分开放；练习里开的单子不占真实单号，也不上传。</source>
   <translation>Practice has data of its own, apart from the real data; its slips take no real numbers and are not sent.</translation>
  </message>
  <message>
   <source>练习的登录名 {login}，密码 {password}</source>
   <translation>Practice log-in {login}, password {password}</translation>
  </message>
  <message>
   <source>练习的窗口没有打开，请再点一次。</source>
   <translation>The practice window did not open. Please try again.</translation>
  </message>
  <message>
   <source>练习里打印、导出的每一页都有“练习”字样，不能当真单用。</source>
   <translation>Every page printed or exported in practice is marked as practice and is no real slip.</translation>
  </message>
  <message>
   <source>，启动口令 {passphrase}</source>
   <translation>, passphrase {passphrase}</translation>
  </message>
 </context>
 <context>
  <name>PreviewBox</name>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>预览</source>
   <translation>Preview</translation>
  </message>
 </context>
 <context>
  <name>PreviousCard</name>
  <message>
   <source>上一次</source>
   <translation>Last time</translation>
  </message>
  <message>
   <source>血压</source>
   <translation>Blood pressure</translation>
  </message>
 </context>
 <context>
  <name>PrintPreview</name>
  <message>
   <source>{paper}已送到打印机 {name}</source>
   <translation>{paper} sent to printer {name}</translation>
  </message>
  <message>
   <source>以前打印过，这次纸上标“补打 {n}”。</source>
   <translation>Printed before; this time the paper says "补打 {n}" (reprint).</translation>
  </message>
  <message>
   <source>份数</source>
   <translation>Copies</translation>
  </message>
  <message>
   <source>停止</source>
   <translation>Stop</translation>
  </message>
  <message>
   <source>全部；或 1、2-3</source>
   <translation>all; or 1, 2-3</translation>
  </message>
  <message>
   <source>关闭</source>
   <translation>Close</translation>
  </message>
  <message>
   <source>医保窗口可能退回：</source>
   <translation>The insurance counter may send it back:</translation>
  </message>
  <message>
   <source>去更正</source>
   <translation>Correct it</translation>
  </message>
  <message>
   <source>填写内容</source>
   <translation>Fill in</translation>
  </message>
  <message>
   <source>如：卡纸、污损、患者丢失</source>
   <translation>e.g. paper jam, soiled, lost by the patient</translation>
  </message>
  <message>
   <source>存为 PDF</source>
   <translation>Save as PDF</translation>
  </message>
  <message>
   <source>存为 PDF 或 Excel</source>
   <translation>Save as PDF or Excel</translation>
  </message>
  <message>
   <source>已停止，没有打印。</source>
   <translation>Stopped; nothing was printed.</translation>
  </message>
  <message>
   <source>已存为 {path}</source>
   <translation>Saved as {path}</translation>
  </message>
  <message>
   <source>打印</source>
   <translation>Print</translation>
  </message>
  <message>
   <source>打印什么</source>
   <translation>What to print</translation>
  </message>
  <message>
   <source>打印机</source>
   <translation>Printer</translation>
  </message>
  <message>
   <source>排版进度</source>
   <translation>Layout progress</translation>
  </message>
  <message>
   <source>正在排版……</source>
   <translation>Laying out…</translation>
  </message>
  <message>
   <source>没有打印机，可先存成 PDF</source>
   <translation>No printer; save as PDF</translation>
  </message>
  <message>
   <source>留空手写</source>
   <translation>Leave blank to write by hand</translation>
  </message>
  <message>
   <source>留空的字请打印后手写：{signs}</source>
   <translation>Write the characters left blank by hand after printing: {signs}</translation>
  </message>
  <message>
   <source>纸从哪里进</source>
   <translation>Paper from</translation>
  </message>
  <message>
   <source>自动</source>
   <translation>Automatic</translation>
  </message>
  <message>
   <source>补打原因</source>
   <translation>Reason for reprint</translation>
  </message>
  <message>
   <source>选择打印机</source>
   <translation>Choose a printer</translation>
  </message>
  <message>
   <source>页码</source>
   <translation>Pages</translation>
  </message>
  <message>
   <source>预览和打印</source>
   <translation>Preview and print</translation>
  </message>
 </context>
 <context>
  <name>PrintingSection</name>
  <message>
   <source>241 三等分</source>
   <translation>241 third</translation>
  </message>
  <message>
   <source>241 二等分</source>
   <translation>241 half</translation>
  </message>
  <message>
   <source>241 整张</source>
   <translation>241 full</translation>
  </message>
  <message>
   <source>A4</source>
   <translation>A4</translation>
  </message>
  <message>
   <source>A4 对半</source>
   <translation>A4 half</translation>
  </message>
  <message>
   <source>A5 两张</source>
   <translation>Two A5</translation>
  </message>
  <message>
   <source>位移已记住，再打一张校准页看看。</source>
   <translation>Shift stored; print another calibration page to see.</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>先打印校准页，用尺量十字离纸边多远，差多少就在这里补多少。向左、向上填负数。</source>
   <translation>First print the calibration page, measure how far the cross is from the paper edge, and enter the difference here. Left and up are negative.</translation>
  </message>
  <message>
   <source>医生签字处印上姓名（不勾则留空手签）</source>
   <translation>Print the doctor's name at the signature (otherwise left empty to sign)</translation>
  </message>
  <message>
   <source>单上加印什么</source>
   <translation>Also print on the slip</translation>
  </message>
  <message>
   <source>印哪部分</source>
   <translation>Parts to print</translation>
  </message>
  <message>
   <source>只印单</source>
   <translation>Slip only</translation>
  </message>
  <message>
   <source>只印存根</source>
   <translation>Counterfoil only</translation>
  </message>
  <message>
   <source>向下移</source>
   <translation>Move down</translation>
  </message>
  <message>
   <source>向右移</source>
   <translation>Move right</translation>
  </message>
  <message>
   <source>套打校准页</source>
   <translation>Overprint calibration page</translation>
  </message>
  <message>
   <source>套打：单子是印好的，只打填写的内容</source>
   <translation>Overprint: the form is pre-printed, print only what is filled in</translation>
  </message>
  <message>
   <source>存根和单</source>
   <translation>Counterfoil and slip</translation>
  </message>
  <message>
   <source>患者须知</source>
   <translation>Notes for the patient</translation>
  </message>
  <message>
   <source>打偏了怎么调</source>
   <translation>If the print is off</translation>
  </message>
  <message>
   <source>打印</source>
   <translation>Print</translation>
  </message>
  <message>
   <source>打印机</source>
   <translation>Printer</translation>
  </message>
  <message>
   <source>打印机只记在这台电脑上，其余对本机构都一样。</source>
   <translation>The printer is stored for this computer only; the rest applies to the whole organization.</translation>
  </message>
  <message>
   <source>打印校准页</source>
   <translation>Print calibration page</translation>
  </message>
  <message>
   <source>机型</source>
   <translation>Printer type</translation>
  </message>
  <message>
   <source>毫米</source>
   <translation>mm</translation>
  </message>
  <message>
   <source>激光、喷墨</source>
   <translation>Laser, inkjet</translation>
  </message>
  <message>
   <source>系统默认打印机</source>
   <translation>System default printer</translation>
  </message>
  <message>
   <source>纸张</source>
   <translation>Paper</translation>
  </message>
  <message>
   <source>缩放</source>
   <translation>Scale</translation>
  </message>
  <message>
   <source>记住位移</source>
   <translation>Store shift</translation>
  </message>
  <message>
   <source>输入量到的数</source>
   <translation>Enter measurements</translation>
  </message>
  <message>
   <source>针式</source>
   <translation>Dot matrix</translation>
  </message>
 </context>
 <context>
  <name>QuestionsBanner</name>
  <message>
   <source>去答复</source>
   <translation>Answer</translation>
  </message>
  <message>
   <source>有 {n} 个提问等您答复，最久的已等 {span}。</source>
   <translation>Questions waiting for your answer: {n}, the oldest for {span}.</translation>
  </message>
 </context>
 <context>
  <name>RecordLine</name>
  <message>
   <source>取自档案</source>
   <translation>From the record</translation>
  </message>
 </context>
 <context>
  <name>RecordText</name>
  <message>
   <source>取自档案</source>
   <translation>From the record</translation>
  </message>
 </context>
 <context>
  <name>RecoveryGate</name>
  <message>
   <source>恢复码</source>
   <translation>Recovery code</translation>
  </message>
  <message>
   <source>打开</source>
   <translation>Open</translation>
  </message>
  <message>
   <source>本机的钥匙串里没有数据库的密钥，可能重装过系统。数据没有动过。请输入建库时抄下的恢复码。</source>
   <translation>The keyring of this computer does not hold the database key; the system may have been reinstalled. The data is untouched. Please enter the recovery code written down at setup.</translation>
  </message>
  <message>
   <source>用恢复码打开</source>
   <translation>Open with recovery code</translation>
  </message>
 </context>
 <context>
  <name>ReferralDetailView</name>
  <message>
   <source>下一步</source>
   <translation>Next step</translation>
  </message>
  <message>
   <source>去处理</source>
   <translation>Deal with it</translation>
  </message>
  <message>
   <source>县平台没有接受这张单，对方看不到。</source>
   <translation>The county hub did not accept this slip; the other side cannot see it.</translation>
  </message>
  <message>
   <source>回转单</source>
   <translation>Return slip</translation>
  </message>
  <message>
   <source>对方申请撤销这次转诊，请确认患者没有到院。</source>
   <translation>The other side asks to withdraw this referral. Please make sure the patient has not arrived.</translation>
  </message>
  <message>
   <source>已等 {span}</source>
   <translation>Waiting {span}</translation>
  </message>
  <message>
   <source>打印</source>
   <translation>Print</translation>
  </message>
  <message>
   <source>打印选项</source>
   <translation>Print options</translation>
  </message>
  <message>
   <source>改转别的医院</source>
   <translation>Redirect to another hospital</translation>
  </message>
  <message>
   <source>更正</source>
   <translation>Correct</translation>
  </message>
  <message>
   <source>看哪张单</source>
   <translation>Which slip to view</translation>
  </message>
  <message>
   <source>看档案</source>
   <translation>View record</translation>
  </message>
  <message>
   <source>等对方</source>
   <translation>Waiting for other side</translation>
  </message>
  <message>
   <source>补打</source>
   <translation>Reprint</translation>
  </message>
  <message>
   <source>转出单</source>
   <translation>Referral slip</translation>
  </message>
  <message>
   <source>轮到我们</source>
   <translation>Our turn</translation>
  </message>
  <message>
   <source>预览</source>
   <translation>Preview</translation>
  </message>
 </context>
 <context>
  <name>ReferralForm</name>
  <message>
   <source>上转</source>
   <translation>Up</translation>
  </message>
  <message>
   <source>下一步治疗</source>
   <translation>Further treatment</translation>
  </message>
  <message>
   <source>下转</source>
   <translation>Down</translation>
  </message>
  <message>
   <source>主要既往史</source>
   <translation>Relevant past history</translation>
  </message>
  <message>
   <source>主要现病史</source>
   <translation>Present illness</translation>
  </message>
  <message>
   <source>住院病案号</source>
   <translation>Inpatient record no.</translation>
  </message>
  <message>
   <source>免备案</source>
   <translation>Filing-exempt</translation>
  </message>
  <message>
   <source>写明告知的内容和经过</source>
   <translation>Say what was explained and how it went</translation>
  </message>
  <message>
   <source>初步印象</source>
   <translation>Initial impression</translation>
  </message>
  <message>
   <source>医保号</source>
   <translation>Insurance no.</translation>
  </message>
  <message>
   <source>医生电话</source>
   <translation>Doctor's phone</translation>
  </message>
  <message>
   <source>原因说明</source>
   <translation>Reason in words</translation>
  </message>
  <message>
   <source>号码久未核对</source>
   <translation>Number not checked for long</translation>
  </message>
  <message>
   <source>同意说明</source>
   <translation>Consent notes</translation>
  </message>
  <message>
   <source>同级</source>
   <translation>Same level</translation>
  </message>
  <message>
   <source>名称或拼音首字母</source>
   <translation>Name or pinyin initials</translation>
  </message>
  <message>
   <source>已按数值勾选，请核对，可以另选</source>
   <translation>Ticked by the numbers; please check, you may choose another</translation>
  </message>
  <message>
   <source>康复建议</source>
   <translation>Rehabilitation advice</translation>
  </message>
  <message>
   <source>急</source>
   <translation>Urgent</translation>
  </message>
  <message>
   <source>总机</source>
   <translation>Switchboard</translation>
  </message>
  <message>
   <source>患者电话</source>
   <translation>Patient's phone</translation>
  </message>
  <message>
   <source>手续</source>
   <translation>Formalities</translation>
  </message>
  <message>
   <source>护送</source>
   <translation>Escort</translation>
  </message>
  <message>
   <source>按这一条填写原因和缓急</source>
   <translation>Fill in reason and urgency from this entry</translation>
  </message>
  <message>
   <source>方向</source>
   <translation>Direction</translation>
  </message>
  <message>
   <source>普通</source>
   <translation>Routine</translation>
  </message>
  <message>
   <source>有效期至</source>
   <translation>Valid until</translation>
  </message>
  <message>
   <source>机构</source>
   <translation>Organization</translation>
  </message>
  <message>
   <source>来源</source>
   <translation>Source</translation>
  </message>
  <message>
   <source>检查结果</source>
   <translation>Findings</translation>
  </message>
  <message>
   <source>治疗经过</source>
   <translation>Course of treatment</translation>
  </message>
  <message>
   <source>病情</source>
   <translation>Condition</translation>
  </message>
  <message>
   <source>知情同意</source>
   <translation>Informed consent</translation>
  </message>
  <message>
   <source>科室</source>
   <translation>Department</translation>
  </message>
  <message>
   <source>科室名或首字母</source>
   <translation>Department name or initials</translation>
  </message>
  <message>
   <source>绿色通道</source>
   <translation>Green channel</translation>
  </message>
  <message>
   <source>缓急</source>
   <translation>Urgency</translation>
  </message>
  <message>
   <source>编号、首字母或文字</source>
   <translation>Code, initials or text</translation>
  </message>
  <message>
   <source>编码、拼音首字母或名称，可填多个</source>
   <translation>Code, pinyin initials or name; several allowed</translation>
  </message>
  <message>
   <source>联系电话</source>
   <translation>Contact phone</translation>
  </message>
  <message>
   <source>补充说明，如无可不填</source>
   <translation>Further notes, if any</translation>
  </message>
  <message>
   <source>诊断结果</source>
   <translation>Diagnosis result</translation>
  </message>
  <message>
   <source>费别</source>
   <translation>Payment type</translation>
  </message>
  <message>
   <source>转往</source>
   <translation>Refer to</translation>
  </message>
  <message>
   <source>转诊医生</source>
   <translation>Referring doctor</translation>
  </message>
  <message>
   <source>转诊原因</source>
   <translation>Referral reason</translation>
  </message>
  <message>
   <source>转诊日期</source>
   <translation>Referral date</translation>
  </message>
  <message>
   <source>过敏史</source>
   <translation>Allergies</translation>
  </message>
 </context>
 <context>
  <name>ReferralStory</name>
  <message>
   <source>{days} 天内</source>
   <translation>within {days} d</translation>
  </message>
  <message>
   <source>下一步治疗方案</source>
   <translation>Next plan</translation>
  </message>
  <message>
   <source>主要检查结果</source>
   <translation>Findings</translation>
  </message>
  <message>
   <source>主要现病史</source>
   <translation>Illness</translation>
  </message>
  <message>
   <source>初步印象</source>
   <translation>Impression</translation>
  </message>
  <message>
   <source>医生</source>
   <translation>Doctor</translation>
  </message>
  <message>
   <source>单上内容</source>
   <translation>On the slip</translation>
  </message>
  <message>
   <source>回转单 {number}</source>
   <translation>Return slip {number}</translation>
  </message>
  <message>
   <source>备注</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>对方电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>对方答复</source>
   <translation>Other side's reply</translation>
  </message>
  <message>
   <source>康复建议</source>
   <translation>Rehab</translation>
  </message>
  <message>
   <source>建议随访</source>
   <translation>Follow-up</translation>
  </message>
  <message>
   <source>我们的答复</source>
   <translation>Our reply</translation>
  </message>
  <message>
   <source>打开</source>
   <translation>Open</translation>
  </message>
  <message>
   <source>护送</source>
   <translation>Escort</translation>
  </message>
  <message>
   <source>收到</source>
   <translation>Received</translation>
  </message>
  <message>
   <source>时间</source>
   <translation>Time</translation>
  </message>
  <message>
   <source>治疗经过</source>
   <translation>Treatment</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>病情转归</source>
   <translation>Outcome</translation>
  </message>
  <message>
   <source>知情同意</source>
   <translation>Consent</translation>
  </message>
  <message>
   <source>科室</source>
   <translation>Department</translation>
  </message>
  <message>
   <source>经过</source>
   <translation>History</translation>
  </message>
  <message>
   <source>诊断结果</source>
   <translation>Diagnosis</translation>
  </message>
  <message>
   <source>转回日期</source>
   <translation>Return date</translation>
  </message>
  <message>
   <source>转诊医生</source>
   <translation>Doctor</translation>
  </message>
  <message>
   <source>转诊原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>过敏史</source>
   <translation>Allergies</translation>
  </message>
  <message>
   <source>随访</source>
   <translation>Follow-ups</translation>
  </message>
  <message>
   <source>（补录）</source>
   <translation> (entered late)</translation>
  </message>
 </context>
 <context>
  <name>ReferralWriting</name>
  <message>
   <source>{substance}过敏</source>
   <translation>Allergic to {substance}</translation>
  </message>
  <message>
   <source>不改了</source>
   <translation>Stop correcting</translation>
  </message>
  <message>
   <source>作废草稿</source>
   <translation>Discard draft</translation>
  </message>
  <message>
   <source>到诊</source>
   <translation>Arrived</translation>
  </message>
  <message>
   <source>回转</source>
   <translation>Returned</translation>
  </message>
  <message>
   <source>完成</source>
   <translation>Completed</translation>
  </message>
  <message>
   <source>审核</source>
   <translation>Review</translation>
  </message>
  <message>
   <source>对方已收到</source>
   <translation>Received by other side</translation>
  </message>
  <message>
   <source>已发出</source>
   <translation>Sent</translation>
  </message>
  <message>
   <source>已接诊</source>
   <translation>Accepted</translation>
  </message>
  <message>
   <source>接着上次没写完的草稿</source>
   <translation>Continue the unfinished draft</translation>
  </message>
  <message>
   <source>正在更正单号 {number}</source>
   <translation>Correcting slip no. {number}</translation>
  </message>
  <message>
   <source>草稿</source>
   <translation>Draft</translation>
  </message>
  <message>
   <source>过敏史：{text}</source>
   <translation>Allergies: {text}</translation>
  </message>
  <message>
   <source>随访</source>
   <translation>Follow-ups</translation>
  </message>
 </context>
 <context>
  <name>ReferralsPage</name>
  <message>
   <source>上转</source>
   <translation>Up</translation>
  </message>
  <message>
   <source>下转</source>
   <translation>Down</translation>
  </message>
  <message>
   <source>全部</source>
   <translation>All</translation>
  </message>
  <message>
   <source>同级</source>
   <translation>Same level</translation>
  </message>
  <message>
   <source>哪些转诊</source>
   <translation>Which referrals</translation>
  </message>
  <message>
   <source>已完成</source>
   <translation>Completed</translation>
  </message>
  <message>
   <source>新建转诊</source>
   <translation>New referral</translation>
  </message>
  <message>
   <source>方向</source>
   <translation>Direction</translation>
  </message>
  <message>
   <source>没有在等对方的转诊。</source>
   <translation>No referrals are waiting for the other side.</translation>
  </message>
  <message>
   <source>没有等您处理的转诊。按 F4 为患者写一张转诊单。</source>
   <translation>No referrals wait for you. Press F4 to write one for a patient.</translation>
  </message>
  <message>
   <source>看全部</source>
   <translation>Show all</translation>
  </message>
  <message>
   <source>等对方</source>
   <translation>Waiting for other side</translation>
  </message>
  <message>
   <source>转诊</source>
   <translation>Referrals</translation>
  </message>
  <message>
   <source>轮到我</source>
   <translation>My turn</translation>
  </message>
  <message>
   <source>还没有完成的转诊。</source>
   <translation>Referrals not yet completed.</translation>
  </message>
 </context>
 <context>
  <name>RefusedSection</name>
  <message>
   <source>不再送</source>
   <translation>Stop sending</translation>
  </message>
  <message>
   <source>不再送这一条？</source>
   <translation>Stop sending this item?</translation>
  </message>
  <message>
   <source>为什么</source>
   <translation>Why</translation>
  </message>
  <message>
   <source>何时保存</source>
   <translation>Saved at</translation>
  </message>
  <message>
   <source>先在表里选一行。</source>
   <translation>First select a row in the table.</translation>
  </message>
  <message>
   <source>内容</source>
   <translation>Content</translation>
  </message>
  <message>
   <source>再送一次</source>
   <translation>Send again</translation>
  </message>
  <message>
   <source>别的电脑导出过县平台没有接受的内容，可以在这台收进来。</source>
   <translation>Another computer exported what the county hub did not accept? It can be taken in here.</translation>
  </message>
  <message>
   <source>去更正</source>
   <translation>Correct it</translation>
  </message>
  <message>
   <source>县平台没有接受 {day}{suffix}</source>
   <translation>refused-by-hub {day}{suffix}</translation>
  </message>
  <message>
   <source>县平台没有接受的内容</source>
   <translation>Not accepted by the county hub</translation>
  </message>
  <message>
   <source>导出没有接受的</source>
   <translation>Export refused work</translation>
  </message>
  <message>
   <source>您写的在本机和县平台都存有一份备查，只是不再试着送出。县平台已有这条资料的，本机以后也显示县平台的内容。</source>
   <translation>What you wrote is kept on record both here and at the county hub; it will just not be sent any more. Where the county hub has this record already, this computer will show the county hub's version from then on.</translation>
  </message>
  <message>
   <source>收进导出的内容</source>
   <translation>Take in an export</translation>
  </message>
  <message>
   <source>由使用者放弃</source>
   <translation>Given up by the user</translation>
  </message>
  <message>
   <source>表格 (*{suffix})</source>
   <translation>Spreadsheet (*{suffix})</translation>
  </message>
  <message>
   <source>谁保存的</source>
   <translation>Saved by</translation>
  </message>
  <message>
   <source>这一条没有可以更正的页面，可以再送一次、导出，或不再送。</source>
   <translation>There is no page to correct this; you can send it again, export it, or let it be.</translation>
  </message>
 </context>
 <context>
  <name>RemindersPage</name>
  <message>
   <source>{n} 条</source>
   <translation>{n} in all</translation>
  </message>
  <message>
   <source>{n} 条，其中急的 {urgent} 条</source>
   <translation>{n} in all, {urgent} of them urgent</translation>
  </message>
  <message>
   <source>全部</source>
   <translation>All</translation>
  </message>
  <message>
   <source>去答复</source>
   <translation>Answer</translation>
  </message>
  <message>
   <source>处理</source>
   <translation>Deal with it</translation>
  </message>
  <message>
   <source>审核</source>
   <translation>Review</translation>
  </message>
  <message>
   <source>对方</source>
   <translation>Other side</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patient</translation>
  </message>
  <message>
   <source>情况</source>
   <translation>What it is</translation>
  </message>
  <message>
   <source>打开转诊单</source>
   <translation>Open referral</translation>
  </message>
  <message>
   <source>提醒</source>
   <translation>Reminders</translation>
  </message>
  <message>
   <source>登记同意</source>
   <translation>Record consent</translation>
  </message>
  <message>
   <source>结案</source>
   <translation>Close</translation>
  </message>
  <message>
   <source>转诊日期</source>
   <translation>Referral date</translation>
  </message>
  <message>
   <source>这里没有要处理的。</source>
   <translation>Nothing to do here.</translation>
  </message>
  <message>
   <source>都处理完了</source>
   <translation>All done</translation>
  </message>
 </context>
 <context>
  <name>RemovePaperDialog</name>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>如：传错了人、拍糊了</source>
   <translation>e.g. wrong patient, out of focus</translation>
  </message>
  <message>
   <source>移除</source>
   <translation>Remove</translation>
  </message>
  <message>
   <source>移除后双方都不再显示，对方也不能再取；记录和原因仍保留备查。</source>
   <translation>It is then shown on neither side and can no longer be fetched. The record and the reason are kept.</translation>
  </message>
  <message>
   <source>移除附件</source>
   <translation>Remove attachment</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>RenewalsPage</name>
  <message>
   <source>90 天内到期</source>
   <translation>Ending within 90 days</translation>
  </message>
  <message>
   <source>全部团队</source>
   <translation>All teams</translation>
  </message>
  <message>
   <source>全部村</source>
   <translation>All villages</translation>
  </message>
  <message>
   <source>到期</source>
   <translation>Due</translation>
  </message>
  <message>
   <source>团队</source>
   <translation>Team</translation>
  </message>
  <message>
   <source>家庭医生签约</source>
   <translation>Family doctor contract</translation>
  </message>
  <message>
   <source>已到期</source>
   <translation>Run out</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patient</translation>
  </message>
  <message>
   <source>打印名单</source>
   <translation>Print list</translation>
  </message>
  <message>
   <source>村</source>
   <translation>Village</translation>
  </message>
  <message>
   <source>没有要续签的。签约在患者页面里办；快到期的会自己排到这里。</source>
   <translation>Nothing to renew. Contracts are signed on the patient's page; those that end soon appear here by themselves.</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>看到哪天</source>
   <translation>Show until</translation>
  </message>
  <message>
   <source>签约中 {active} 人　{days} 天内到期 {soon} 人　已到期 {over} 人</source>
   <translation>under contract {active}  ending within {days} d {soon}  run out {over}</translation>
  </message>
  <message>
   <source>签约到期名单</source>
   <translation>Contracts that end</translation>
  </message>
  <message>
   <source>续签</source>
   <translation>Renew</translation>
  </message>
  <message>
   <source>解约</source>
   <translation>End</translation>
  </message>
  <message>
   <source>该续签</source>
   <translation>To renew</translation>
  </message>
  <message>
   <source>过期 {n} 天</source>
   <translation>overdue by {n} d</translation>
  </message>
 </context>
 <context>
  <name>ReportTables</name>
  <message>
   <source>{name}：分子</source>
   <translation>{name}: numerator</translation>
  </message>
  <message>
   <source>{name}：分母里没有的</source>
   <translation>{name}: not in the numerator</translation>
  </message>
  <message>
   <source>{name}：没有做到的</source>
   <translation>{name}: not met</translation>
  </message>
  <message>
   <source>{name}：超时的</source>
   <translation>{name}: over the limit</translation>
  </message>
  <message>
   <source>例数</source>
   <translation>Cases</translation>
  </message>
  <message>
   <source>办理时长</source>
   <translation>Handling time</translation>
  </message>
  <message>
   <source>占比</source>
   <translation>Share</translation>
  </message>
  <message>
   <source>回答</source>
   <translation>Answer</translation>
  </message>
  <message>
   <source>患者评价</source>
   <translation>Patient's opinion</translation>
  </message>
  <message>
   <source>按机构考核</source>
   <translation>By institution</translation>
  </message>
  <message>
   <source>比上期、比去年、比计划</source>
   <translation>Against the last period, last year and the plan</translation>
  </message>
  <message>
   <source>没有。</source>
   <translation>None.</translation>
  </message>
  <message>
   <source>答了的</source>
   <translation>Answered</translation>
  </message>
  <message>
   <source>转诊后随访时问的；占比的分母是答了这一问的。</source>
   <translation>Asked at the visit after a referral; the share is of those who answered the question.</translation>
  </message>
  <message>
   <source>问题</source>
   <translation>Question</translation>
  </message>
 </context>
 <context>
  <name>RestoreDialog</name>
  <message>
   <source>关闭程序</source>
   <translation>Close program</translation>
  </message>
  <message>
   <source>将用 {name} 代替现在的数据。现在的数据文件会另外留着，不会删除；备份以后保存的内容会尽量补回来，县平台上有的下次同步时取回。完成后程序关闭，请重新打开。</source>
   <translation>{name} will replace the present data. The present data file is kept separately, not deleted; what was saved after the backup is brought back as far as possible, and what the county hub has comes with the next sync. The program closes when done; please open it again.</translation>
  </message>
  <message>
   <source>已恢复，备份以后的 {n} 处改动也补回来了。程序现在关闭，请重新打开。</source>
   <translation>Restored, with all that was changed after the backup ({n}). The program closes now; please open it again.</translation>
  </message>
  <message>
   <source>恢复</source>
   <translation>Restore</translation>
  </message>
  <message>
   <source>恢复备份</source>
   <translation>Restore backup</translation>
  </message>
  <message>
   <source>正在恢复，请不要关机……</source>
   <translation>Restoring, do not switch off…</translation>
  </message>
  <message>
   <source>确定请输入“{word}”</source>
   <translation>To confirm, type "{word}"</translation>
  </message>
  <message>
   <source>请重新打开程序。</source>
   <translation>Please open the program again.</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>ReturnForm</name>
  <message>
   <source>下一步治疗</source>
   <translation>Further treatment</translation>
  </message>
  <message>
   <source>主要检查结果</source>
   <translation>Main findings</translation>
  </message>
  <message>
   <source>住院病案号</source>
   <translation>Inpatient record no.</translation>
  </message>
  <message>
   <source>回去以后</source>
   <translation>After return</translation>
  </message>
  <message>
   <source>天内随访</source>
   <translation>days to follow-up</translation>
  </message>
  <message>
   <source>康复建议</source>
   <translation>Rehabilitation advice</translation>
  </message>
  <message>
   <source>接诊医生</source>
   <translation>Receiving doctor</translation>
  </message>
  <message>
   <source>本院</source>
   <translation>Our hospital</translation>
  </message>
  <message>
   <source>治疗经过</source>
   <translation>Course of treatment</translation>
  </message>
  <message>
   <source>病情转归</source>
   <translation>Outcome</translation>
  </message>
  <message>
   <source>病案号</source>
   <translation>Record no.</translation>
  </message>
  <message>
   <source>科室</source>
   <translation>Department</translation>
  </message>
  <message>
   <source>编码、拼音首字母或名称，可填多个</source>
   <translation>Code, pinyin initials or name; several allowed</translation>
  </message>
  <message>
   <source>联系电话</source>
   <translation>Contact phone</translation>
  </message>
  <message>
   <source>诊断结果</source>
   <translation>Diagnosis result</translation>
  </message>
  <message>
   <source>诊治</source>
   <translation>Treatment</translation>
  </message>
  <message>
   <source>转回日期</source>
   <translation>Return date</translation>
  </message>
  <message>
   <source>转诊医生</source>
   <translation>Referring doctor</translation>
  </message>
  <message>
   <source>随访间隔</source>
   <translation>Follow-up interval</translation>
  </message>
 </context>
 <context>
  <name>ReturnWriting</name>
  <message>
   <source>写回转单　转回 {name}　原单号 {number}</source>
   <translation>Write return slip  to {name}  for slip no. {number}</translation>
  </message>
  <message>
   <source>接着上次没写完的草稿</source>
   <translation>Continue the unfinished draft</translation>
  </message>
 </context>
 <context>
  <name>ReviewDialog</name>
  <message>
   <source>{role} {by} 已同意</source>
   <translation>{role} {by} approved</translation>
  </message>
  <message>
   <source>{role} 待审</source>
   <translation>{role}: to review</translation>
  </message>
  <message>
   <source>主要检查结果</source>
   <translation>Main findings</translation>
  </message>
  <message>
   <source>主要现病史</source>
   <translation>Present illness</translation>
  </message>
  <message>
   <source>初步印象</source>
   <translation>Initial impression</translation>
  </message>
  <message>
   <source>同意转出</source>
   <translation>Approve referral</translation>
  </message>
  <message>
   <source>审核转诊单</source>
   <translation>Review referral slip</translation>
  </message>
  <message>
   <source>已同意</source>
   <translation>Approved</translation>
  </message>
  <message>
   <source>已退回</source>
   <translation>Sent back</translation>
  </message>
  <message>
   <source>意见</source>
   <translation>Opinion</translation>
  </message>
  <message>
   <source>知情同意</source>
   <translation>Informed consent</translation>
  </message>
  <message>
   <source>缓急</source>
   <translation>Urgency</translation>
  </message>
  <message>
   <source>转往</source>
   <translation>Refer to</translation>
  </message>
  <message>
   <source>转诊医生</source>
   <translation>Referring doctor</translation>
  </message>
  <message>
   <source>转诊原因</source>
   <translation>Referral reason</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>退回修改</source>
   <translation>Send back for changes</translation>
  </message>
 </context>
 <context>
  <name>RowsEdit</name>
  <message>
   <source>再加一行</source>
   <translation>Add a row</translation>
  </message>
  <message>
   <source>去掉</source>
   <translation>Remove</translation>
  </message>
 </context>
 <context>
  <name>SafetySection</name>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>做了什么</source>
   <translation>What was done</translation>
  </message>
  <message>
   <source>分钟，填 0 不锁</source>
   <translation>minutes, 0 = never lock</translation>
  </message>
  <message>
   <source>在哪台</source>
   <translation>Computer</translation>
  </message>
  <message>
   <source>多久不动就锁屏</source>
   <translation>Lock the screen after</translation>
  </message>
  <message>
   <source>安全与检查</source>
   <translation>Security and checks</translation>
  </message>
  <message>
   <source>已保存，下次登录起生效。</source>
   <translation>Saved; works from the next login.</translation>
  </message>
  <message>
   <source>成功</source>
   <translation>Succeeded</translation>
  </message>
  <message>
   <source>操作记录</source>
   <translation>Audit log</translation>
  </message>
  <message>
   <source>操作记录共 {n} 条，没有被改动或删除。</source>
   <translation>Audit entries: {n}, none altered or deleted.</translation>
  </message>
  <message>
   <source>操作记录末尾少了 {n} 条。请保留本机，联系县平台管理员。</source>
   <translation>Entries missing at the end of the audit log: {n}. Leave this computer as it is and contact the county hub administrator.</translation>
  </message>
  <message>
   <source>操作记录第 {no} 条起对不上，可能被改动过。请保留本机，联系县平台管理员。</source>
   <translation>The audit log does not match from entry {no} on and may have been altered. Leave this computer as it is and contact the county hub administrator.</translation>
  </message>
  <message>
   <source>时间</source>
   <translation>Time</translation>
  </message>
  <message>
   <source>核对操作记录</source>
   <translation>Check audit log</translation>
  </message>
  <message>
   <source>检查</source>
   <translation>Checks</translation>
  </message>
  <message>
   <source>检查什么</source>
   <translation>What is checked</translation>
  </message>
  <message>
   <source>检查本机</source>
   <translation>Check this computer</translation>
  </message>
  <message>
   <source>正常</source>
   <translation>In order</translation>
  </message>
  <message>
   <source>没成</source>
   <translation>Failed</translation>
  </message>
  <message>
   <source>没有。</source>
   <translation>None.</translation>
  </message>
  <message>
   <source>点“检查本机”。</source>
   <translation>Choose "Check this computer".</translation>
  </message>
  <message>
   <source>留意</source>
   <translation>Take note</translation>
  </message>
  <message>
   <source>结果</source>
   <translation>Result</translation>
  </message>
  <message>
   <source>要处理</source>
   <translation>To be dealt with</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>谁</source>
   <translation>Who</translation>
  </message>
 </context>
 <context>
  <name>ScanPage</name>
  <message>
   <source>　（码里写不下，全文看纸面）</source>
   <translation>  (not all in the code; see the paper for the full text)</translation>
  </message>
  <message>
   <source>光标放在这里，用扫码枪对准转诊单上的方码</source>
   <translation>Keep the cursor here and point the scanner at the square code on the slip</translation>
  </message>
  <message>
   <source>图片和 PDF</source>
   <translation>Pictures and PDF</translation>
  </message>
  <message>
   <source>已接收 {number}。下次同步后与县平台上的同一张单自动合并。</source>
   <translation>{number} received. After the next sync it merges with the same slip at the county hub.</translation>
  </message>
  <message>
   <source>开单机构：{org}　　首次打印：{when}</source>
   <translation>Issued by: {org}    First printed: {when}</translation>
  </message>
  <message>
   <source>打开这张转诊单</source>
   <translation>Open this referral</translation>
  </message>
  <message>
   <source>扫下一张</source>
   <translation>Scan the next one</translation>
  </message>
  <message>
   <source>扫码接收</source>
   <translation>Scan to receive</translation>
  </message>
  <message>
   <source>接收这位患者</source>
   <translation>Receive this patient</translation>
  </message>
  <message>
   <source>查验</source>
   <translation>Verify</translation>
  </message>
  <message>
   <source>查验结果</source>
   <translation>Result of the check</translation>
  </message>
  <message>
   <source>没有网络、还没有同步也能用：扫转诊单上的方码，核对后接收患者。</source>
   <translation>Works without a network and before a sync: scan the square code on the slip, check, and receive the patient.</translation>
  </message>
  <message>
   <source>码里写的</source>
   <translation>What the code says</translation>
  </message>
  <message>
   <source>转诊单上的码</source>
   <translation>Code on the slip</translation>
  </message>
  <message>
   <source>这张单本机已经有了，直接打开就行。</source>
   <translation>This slip is already on this computer; just open it.</translation>
  </message>
  <message>
   <source>选择转诊单的照片、扫描件或 PDF</source>
   <translation>Choose a photo, scan or PDF of the slip</translation>
  </message>
  <message>
   <source>选照片或 PDF</source>
   <translation>Choose photo or PDF</translation>
  </message>
 </context>
 <context>
  <name>SearchBox</name>
  <message>
   <source>姓名、拼音首字母、身份证、电话、单号</source>
   <translation>Name, pinyin initials, ID number, phone, slip number</translation>
  </message>
  <message>
   <source>查找</source>
   <translation>Find</translation>
  </message>
 </context>
 <context>
  <name>SettingsPage</name>
  <message>
   <source>设置</source>
   <translation>Settings</translation>
  </message>
  <message>
   <source>设置的内容</source>
   <translation>Settings shown</translation>
  </message>
 </context>
 <context>
  <name>SettingsSection</name>
  <message>
   <source>已保存</source>
   <translation>Saved</translation>
  </message>
  <message>
   <source>您的角色不能改这里的内容。需要改动请找系统管理员。</source>
   <translation>Your role cannot change this. If a change is needed, ask the system administrator.</translation>
  </message>
 </context>
 <context>
  <name>SetupGate</name>
  <message>
   <source>两次输入的密码不一样，请再输一次。</source>
   <translation>The two passwords differ. Please enter it again.</translation>
  </message>
  <message>
   <source>乡镇卫生院、村卫生室</source>
   <translation>Township clinic, village clinic</translation>
  </message>
  <message>
   <source>公章上的全称</source>
   <translation>Full name as on the official seal</translation>
  </message>
  <message>
   <source>再输一次</source>
   <translation>Enter it again</translation>
  </message>
  <message>
   <source>县医院转诊办</source>
   <translation>County hospital referral desk</translation>
  </message>
  <message>
   <source>县平台登记码</source>
   <translation>County hub enrolment line</translation>
  </message>
  <message>
   <source>地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <source>填好这一页就能用。数据加密存在本机，断网也能工作；县平台可以以后再登记。</source>
   <translation>Fill in this page and start. Data is encrypted on this computer and works without a network; you can enrol with the county hub later.</translation>
  </message>
  <message>
   <source>复制</source>
   <translation>Copy</translation>
  </message>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>密码</source>
   <translation>Password</translation>
  </message>
  <message>
   <source>已抄好，进入程序</source>
   <translation>Written down, continue</translation>
  </message>
  <message>
   <source>开始使用</source>
   <translation>Start</translation>
  </message>
  <message>
   <source>开库口令</source>
   <translation>Database passphrase</translation>
  </message>
  <message>
   <source>恢复码 {code}</source>
   <translation>Recovery code {code}</translation>
  </message>
  <message>
   <source>您</source>
   <translation>You</translation>
  </message>
  <message>
   <source>手机</source>
   <translation>Mobile</translation>
  </message>
  <message>
   <source>换了电脑：从备份恢复</source>
   <translation>New computer: restore a backup</translation>
  </message>
  <message>
   <source>本机没有钥匙串时用来开库</source>
   <translation>Opens the database when this computer has no keyring</translation>
  </message>
  <message>
   <source>机构</source>
   <translation>Organization</translation>
  </message>
  <message>
   <source>机构名称</source>
   <translation>Organization name</translation>
  </message>
  <message>
   <source>机构电话</source>
   <translation>Organization phone</translation>
  </message>
  <message>
   <source>正在建立加密数据库……</source>
   <translation>Creating the encrypted database…</translation>
  </message>
  <message>
   <source>没有就留空，以后在「数据往来」里登记</source>
   <translation>Leave empty if you have none; enrol later under "Data exchange"</translation>
  </message>
  <message>
   <source>电脑坏了、重装了系统，只有这个码能打开数据库。请抄在纸上或打印，锁进柜子，不要存在这台电脑里。</source>
   <translation>If the computer breaks or is reinstalled, only this code opens the database. Write it on paper or print it and lock it away; do not keep it on this computer.</translation>
  </message>
  <message>
   <source>登录名</source>
   <translation>Login name</translation>
  </message>
  <message>
   <source>科室</source>
   <translation>Department</translation>
  </message>
  <message>
   <source>第一次使用</source>
   <translation>First use</translation>
  </message>
  <message>
   <source>自动取姓名首字母</source>
   <translation>Initials are taken from the name</translation>
  </message>
  <message>
   <source>至少 8 位，有字母和数字</source>
   <translation>At least 8 characters, with letters and digits</translation>
  </message>
  <message>
   <source>请抄下恢复码</source>
   <translation>Please write down the recovery code</translation>
  </message>
  <message>
   <source>还没有登记成。可以改好再试，也可以清空这一行先进入程序，以后再登记。</source>
   <translation>Not enrolled yet. Correct the line and try again, or clear it, go on, and enrol later.</translation>
  </message>
  <message>
   <source>这台电脑在</source>
   <translation>This computer is at</translation>
  </message>
 </context>
 <context>
  <name>SlipPrinter</name>
  <message>
   <source>{number} 已送到打印机 {printer}</source>
   <translation>{number} sent to printer {printer}</translation>
  </message>
  <message>
   <source>存为 PDF</source>
   <translation>Save as PDF</translation>
  </message>
  <message>
   <source>已存为 {name}</source>
   <translation>Saved as {name}</translation>
  </message>
  <message>
   <source>没有打印。单子已保存，随时可以再打印。</source>
   <translation>Not printed. The slip is saved and can be printed at any time.</translation>
  </message>
  <message>
   <source>没有打印机，存为 PDF</source>
   <translation>No printer; save as PDF</translation>
  </message>
  <message>
   <source>纸上留空的字请手写：{signs}</source>
   <translation>Please write the characters left blank on paper by hand: {signs}</translation>
  </message>
  <message>
   <source>请补写</source>
   <translation>Please write in by hand</translation>
  </message>
  <message>
   <source>转诊单</source>
   <translation>Referral slip</translation>
  </message>
 </context>
 <context>
  <name>SlipSettingsBox</name>
  <message>
   <source>“加盖公章”字样</source>
   <translation>The words "加盖公章" (stamp here)</translation>
  </message>
  <message>
   <source>一行一个签字处，如：科主任意见、医保经办人</source>
   <translation>One line to sign each, e.g. department head, insurance clerk</translation>
  </message>
  <message>
   <source>不限</source>
   <translation>No limit</translation>
  </message>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>免备案情形</source>
   <translation>Filing exemption</translation>
  </message>
  <message>
   <source>加印在单上（空着的不印）</source>
   <translation>Also print on the slip (empty ones are left out)</translation>
  </message>
  <message>
   <source>医保号</source>
   <translation>Insurance no.</translation>
  </message>
  <message>
   <source>单上加印什么、窗口查什么</source>
   <translation>What is printed and what the counter checks</translation>
  </message>
  <message>
   <source>回转单</source>
   <translation>Return slip</translation>
  </message>
  <message>
   <source>回转签字处</source>
   <translation>Signed on return</translation>
  </message>
  <message>
   <source>地方栏目版本</source>
   <translation>Local edition</translation>
  </message>
  <message>
   <source>天</source>
   <translation>days</translation>
  </message>
  <message>
   <source>如：崆峒区医保 2026 年版</source>
   <translation>Such as: Kongtong insurance, 2026</translation>
  </message>
  <message>
   <source>审批签字</source>
   <translation>Approval signatures</translation>
  </message>
  <message>
   <source>家庭医生及电话</source>
   <translation>Family doctor and phone</translation>
  </message>
  <message>
   <source>就诊类型</source>
   <translation>Type of visit</translation>
  </message>
  <message>
   <source>已保存，从下一张单起按新的印。</source>
   <translation>Saved; used from the next slip on.</translation>
  </message>
  <message>
   <source>患者须知</source>
   <translation>Notes for the patient</translation>
  </message>
  <message>
   <source>打印前替窗口先查（只提醒，不拦打印）</source>
   <translation>Checked before printing (reminds, never stops)</translation>
  </message>
  <message>
   <source>接收安排</source>
   <translation>Reception</translation>
  </message>
  <message>
   <source>有效期至</source>
   <translation>Valid until</translation>
  </message>
  <message>
   <source>看哪张单</source>
   <translation>Which slip to view</translation>
  </message>
  <message>
   <source>缓急</source>
   <translation>Urgency</translation>
  </message>
  <message>
   <source>身份证号</source>
   <translation>ID number</translation>
  </message>
  <message>
   <source>转出单</source>
   <translation>Referral slip</translation>
  </message>
  <message>
   <source>转出单有效</source>
   <translation>Slip valid for</translation>
  </message>
  <message>
   <source>转出签字处</source>
   <translation>Signed on referral</translation>
  </message>
  <message>
   <source>转诊单号</source>
   <translation>Referral slip no.</translation>
  </message>
  <message>
   <source>转诊原因</source>
   <translation>Referral reason</translation>
  </message>
  <message>
   <source>过敏史</source>
   <translation>Allergies</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>SlipWriting</name>
  <message>
   <source>作废草稿</source>
   <translation>Discard draft</translation>
  </message>
  <message>
   <source>作废这份草稿？</source>
   <translation>Discard this draft?</translation>
  </message>
  <message>
   <source>保存并打印</source>
   <translation>Save and print</translation>
  </message>
  <message>
   <source>写到一半的内容会去掉，患者的档案不受影响。</source>
   <translation>What was written so far is removed; the patient's record is not affected.</translation>
  </message>
  <message>
   <source>只保存</source>
   <translation>Save only</translation>
  </message>
  <message>
   <source>已保存</source>
   <translation>Saved</translation>
  </message>
  <message>
   <source>已保存，单号 {number}</source>
   <translation>Saved, slip no. {number}</translation>
  </message>
  <message>
   <source>草稿已自动保存 {time}</source>
   <translation>Draft saved automatically at {time}</translation>
  </message>
  <message>
   <source>请记得</source>
   <translation>Please remember</translation>
  </message>
  <message>
   <source>预览</source>
   <translation>Preview</translation>
  </message>
 </context>
 <context>
  <name>StatisticsPage</name>
  <message>
   <source>{period}　共 {n} 人次，上期 {before}，去年同期 {year}</source>
   <translation>{period}  visits in all {n}, previous period {before}, same period last year {year}</translation>
  </message>
  <message>
   <source>{year}年度双向转诊工作总结.docx</source>
   <translation>Two-way referrals {year}.docx</translation>
  </message>
  <message>
   <source>上月</source>
   <translation>Last month</translation>
  </message>
  <message>
   <source>今年</source>
   <translation>This year</translation>
  </message>
  <message>
   <source>共 {n} 张，按 Enter 打开。</source>
   <translation>Slips: {n}; Enter opens one.</translation>
  </message>
  <message>
   <source>分类</source>
   <translation>Category</translation>
  </message>
  <message>
   <source>去年</source>
   <translation>Last year</translation>
  </message>
  <message>
   <source>双向转诊登记本</source>
   <translation>Two-way referral register</translation>
  </message>
  <message>
   <source>双向转诊统计</source>
   <translation>Two-way referral statistics</translation>
  </message>
  <message>
   <source>填写数字</source>
   <translation>Enter figures</translation>
  </message>
  <message>
   <source>存为 Excel</source>
   <translation>Save as Excel</translation>
  </message>
  <message>
   <source>已存为 {path}</source>
   <translation>Saved as {path}</translation>
  </message>
  <message>
   <source>已起草，黄色处请补写：{path}</source>
   <translation>Drafted; please complete the yellow parts: {path}</translation>
  </message>
  <message>
   <source>年度总结</source>
   <translation>Year summary</translation>
  </message>
  <message>
   <source>或写 2026-11、2026Q4</source>
   <translation>or type 2026-11, 2026Q4</translation>
  </message>
  <message>
   <source>打印报表</source>
   <translation>Print</translation>
  </message>
  <message>
   <source>按 Enter 或双击一行，列出分子背后的单；再按一次列出没有做到的。</source>
   <translation>Press Enter or double-click a row for the slips behind it; once more for those that were not done.</translation>
  </message>
  <message>
   <source>明细：{what}</source>
   <translation>Details: {what}</translation>
  </message>
  <message>
   <source>本季度</source>
   <translation>This quarter</translation>
  </message>
  <message>
   <source>本月</source>
   <translation>This month</translation>
  </message>
  <message>
   <source>机构和评价</source>
   <translation>Institutions, ratings</translation>
  </message>
  <message>
   <source>概况</source>
   <translation>Overview</translation>
  </message>
  <message>
   <source>比较和时长</source>
   <translation>Comparison, times</translation>
  </message>
  <message>
   <source>没有。</source>
   <translation>None.</translation>
  </message>
  <message>
   <source>点数字或按 Enter，列出背后的单。</source>
   <translation>Click a number or press Enter to list the slips behind it.</translation>
  </message>
  <message>
   <source>登记本存为 Excel</source>
   <translation>Register as Excel</translation>
  </message>
  <message>
   <source>看哪一部分</source>
   <translation>Which part to look at</translation>
  </message>
  <message>
   <source>统计</source>
   <translation>Statistics</translation>
  </message>
  <message>
   <source>统计时段</source>
   <translation>Period</translation>
  </message>
  <message>
   <source>考核指标</source>
   <translation>Assessment indicators</translation>
  </message>
  <message>
   <source>自己写统计时段</source>
   <translation>Type a period</translation>
  </message>
  <message>
   <source>起草年度总结</source>
   <translation>Draft yearly summary</translation>
  </message>
 </context>
 <context>
  <name>StatusStrip</name>
  <message>
   <source>{n} 处需要您决定</source>
   <translation>{n} to decide</translation>
  </message>
  <message>
   <source>单机使用，未接入县平台</source>
   <translation>Stand-alone, not joined to the county hub</translation>
  </message>
  <message>
   <source>县平台：最近联系 {when}</source>
   <translation>County hub: last contact {when}</translation>
  </message>
  <message>
   <source>县平台：还没有联系过</source>
   <translation>County hub: not contacted yet</translation>
  </message>
  <message>
   <source>已保存在本机</source>
   <translation>Saved on this computer</translation>
  </message>
  <message>
   <source>待上传 {n}</source>
   <translation>Waiting to upload {n}</translation>
  </message>
  <message>
   <source>有内容没有保存</source>
   <translation>Something is not saved</translation>
  </message>
 </context>
 <context>
  <name>StepStrip</name>
  <message>
   <source>进度：{steps}</source>
   <translation>Progress: {steps}</translation>
  </message>
 </context>
 <context>
  <name>Suggestions</name>
  <message>
   <source>匹配的条目</source>
   <translation>Matches</translation>
  </message>
 </context>
 <context>
  <name>TeamDialog</name>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>修改家庭医生团队</source>
   <translation>Change a family doctor team</translation>
  </message>
  <message>
   <source>团队名称</source>
   <translation>Team name</translation>
  </message>
  <message>
   <source>团队成员</source>
   <translation>Team members</translation>
  </message>
  <message>
   <source>团队电话</source>
   <translation>Team phone</translation>
  </message>
  <message>
   <source>团队长</source>
   <translation>Team leader</translation>
  </message>
  <message>
   <source>如：工作日 8:00～18:00</source>
   <translation>Such as: working days 8:00–18:00</translation>
  </message>
  <message>
   <source>如：王家沟村、东沟村。签约时按村找到团队</source>
   <translation>Such as: Wangjiagou, Donggou. The team is found by the village when signing</translation>
  </message>
  <message>
   <source>如：第二家庭医生团队</source>
   <translation>Such as: Second family doctor team</translation>
  </message>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>岗位，如：护士、公卫医师</source>
   <translation>Post, such as nurse or public health doctor</translation>
  </message>
  <message>
   <source>服务时间</source>
   <translation>Service hours</translation>
  </message>
  <message>
   <source>服务村组</source>
   <translation>Villages served</translation>
  </message>
  <message>
   <source>添加家庭医生团队</source>
   <translation>Add a family doctor team</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>TeamsSection</name>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>修改</source>
   <translation>Edit</translation>
  </message>
  <message>
   <source>停用</source>
   <translation>Disable</translation>
  </message>
  <message>
   <source>停用“{name}”？</source>
   <translation>Close "{name}"?</translation>
  </message>
  <message>
   <source>到期前几天列入续签</source>
   <translation>Days before the end to list for renewal</translation>
  </message>
  <message>
   <source>团队</source>
   <translation>Team</translation>
  </message>
  <message>
   <source>团队长</source>
   <translation>Team leader</translation>
  </message>
  <message>
   <source>家庭医生团队</source>
   <translation>Family doctor team</translation>
  </message>
  <message>
   <source>已停用</source>
   <translation>Disabled</translation>
  </message>
  <message>
   <source>成员</source>
   <translation>Members</translation>
  </message>
  <message>
   <source>服务村组</source>
   <translation>Villages served</translation>
  </message>
  <message>
   <source>服务监督电话</source>
   <translation>Supervision phone</translation>
  </message>
  <message>
   <source>添加团队</source>
   <translation>Add a team</translation>
  </message>
  <message>
   <source>签在这个团队的 {n} 人照旧有效，之后请陆续改签。</source>
   <translation>{n} people under contract with this team stay so; please move them to other teams by and by.</translation>
  </message>
  <message>
   <source>签约人数</source>
   <translation>Under contract</translation>
  </message>
  <message>
   <source>签约到期与联系卡</source>
   <translation>Contracts that end, and cards</translation>
  </message>
  <message>
   <source>签约时选团队；名称和电话印在联系卡上。</source>
   <translation>The team is chosen when signing; its name and phone are printed on the cards.</translation>
  </message>
  <message>
   <source>还没有团队。先添加一个，再给居民签约。</source>
   <translation>There is no team yet. Add one first, then sign contracts.</translation>
  </message>
  <message>
   <source>重新启用</source>
   <translation>Enable again</translation>
  </message>
 </context>
 <context>
  <name>TextBox</name>
  <message>
   <source>超出 {n} 字</source>
   <translation>too long by {n}</translation>
  </message>
  <message>
   <source>还可写 {n} 字</source>
   <translation>room for {n} more</translation>
  </message>
 </context>
 <context>
  <name>Timeline</name>
  <message>
   <source>经过</source>
   <translation>History</translation>
  </message>
 </context>
 <context>
  <name>TopBar</name>
  <message>
   <source>锁定</source>
   <translation>Lock</translation>
  </message>
 </context>
 <context>
  <name>TroubleGate</name>
  <message>
   <source>再试一次</source>
   <translation>Try again</translation>
  </message>
  <message>
   <source>复制详情</source>
   <translation>Copy details</translation>
  </message>
  <message>
   <source>退出</source>
   <translation>Quit</translation>
  </message>
 </context>
 <context>
  <name>TrueTime</name>
  <message>
   <source>发生日期</source>
   <translation>Date it happened</translation>
  </message>
  <message>
   <source>如 09:30</source>
   <translation>e.g. 09:30</translation>
  </message>
  <message>
   <source>时间</source>
   <translation>Time</translation>
  </message>
  <message>
   <source>补录：这件事之前就发生了</source>
   <translation>Entered late: this happened earlier</translation>
  </message>
 </context>
 <context>
  <name>VoidNumberBox</name>
  <message>
   <source>{number} 已作废。</source>
   <translation>{number} is void.</translation>
  </message>
  <message>
   <source>作废</source>
   <translation>Void</translation>
  </message>
  <message>
   <source>作废单号 {number}</source>
   <translation>Void slip no. {number}</translation>
  </message>
  <message>
   <source>作废原因</source>
   <translation>Reason for voiding</translation>
  </message>
  <message>
   <source>号码作废后不再使用，登记里留着谁、为什么。转诊要撤销请到转诊单里做。</source>
   <translation>A void number is never used again; the register keeps who and why. To withdraw a referral, open its slip.</translation>
  </message>
  <message>
   <source>如：写错患者，已另开一张</source>
   <translation>e.g. wrong patient, another one was written</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>WorkbenchPage</name>
  <message>
   <source>不知是否收到</source>
   <translation>Receipt unknown</translation>
  </message>
  <message>
   <source>今天</source>
   <translation>Today</translation>
  </message>
  <message>
   <source>今天处理</source>
   <translation>To do today</translation>
  </message>
  <message>
   <source>到期随访</source>
   <translation>Follow-ups due</translation>
  </message>
  <message>
   <source>去患者页</source>
   <translation>Go to patients</translation>
  </message>
  <message>
   <source>待办</source>
   <translation>To do</translation>
  </message>
  <message>
   <source>急诊先转</source>
   <translation>Emergency referral</translation>
  </message>
  <message>
   <source>接着写</source>
   <translation>Continue</translation>
  </message>
  <message>
   <source>提醒</source>
   <translation>Reminders</translation>
  </message>
  <message>
   <source>新建转诊</source>
   <translation>New referral</translation>
  </message>
  <message>
   <source>没写完：{title}　{detail}</source>
   <translation>Unfinished: {title}  {detail}</translation>
  </message>
  <message>
   <source>没有</source>
   <translation>None</translation>
  </message>
  <message>
   <source>登记患者</source>
   <translation>Register patient</translation>
  </message>
  <message>
   <source>等对方</source>
   <translation>Waiting for other side</translation>
  </message>
  <message>
   <source>轮到我</source>
   <translation>My turn</translation>
  </message>
  <message>
   <source>还没有患者。先导入 Excel 名册，或登记第一位患者。</source>
   <translation>No patients yet. First import an Excel list, or register the first patient.</translation>
  </message>
  <message>
   <source>还没有收到转诊。先登记县平台，各机构发来的转诊会出现在这里。</source>
   <translation>No referrals received yet. Enrol with the county hub first; referrals from other organizations then appear here.</translation>
  </message>
  <message>
   <source>还没有转诊。找到患者后按 F4，为他写第一张转诊单。</source>
   <translation>No referrals yet. Find a patient and press F4 to write the first one.</translation>
  </message>
  <message>
   <source>随访</source>
   <translation>Follow-ups</translation>
  </message>
 </context>
 <context>
  <name>_OfferLine</name>
  <message>
   <source>不记</source>
   <translation>Leave out</translation>
  </message>
  <message>
   <source>患者对“{what}”过敏，请先核对</source>
   <translation>The patient is allergic to "{what}": please check first</translation>
  </message>
  <message>
   <source>改档案里的用法</source>
   <translation>Change the dose in the record</translation>
  </message>
  <message>
   <source>档案里现在是：{known}</source>
   <translation>In the record now: {known}</translation>
  </message>
  <message>
   <source>用法用量</source>
   <translation>Dosage</translation>
  </message>
  <message>
   <source>药</source>
   <translation>Drug</translation>
  </message>
  <message>
   <source>药名</source>
   <translation>Medicine</translation>
  </message>
  <message>
   <source>记入档案</source>
   <translation>Take into the record</translation>
  </message>
  <message>
   <source>诊断</source>
   <translation>Diagnosis</translation>
  </message>
 </context>
 <context>
  <name>_PlanDialog</name>
  <message>
   <source>请再看一眼</source>
   <translation>Please look again</translation>
  </message>
 </context>
 <context>
  <name>_SetEdit</name>
  <message>
   <source>去掉</source>
   <translation>Remove</translation>
  </message>
  <message>
   <source>去掉 {what}</source>
   <translation>Remove {what}</translation>
  </message>
  <message>
   <source>添加</source>
   <translation>Add</translation>
  </message>
 </context>
 <context>
  <name>age</name>
  <message>
   <source>{n}天</source>
   <translation>{n} d</translation>
  </message>
  <message>
   <source>{n}岁</source>
   <translation>{n} y</translation>
  </message>
  <message>
   <source>{n}月</source>
   <translation>{n} mo</translation>
  </message>
 </context>
 <context>
  <name>app</name>
  <message>
   <source>单号换段</source>
   <translation>Slip numbers change segment</translation>
  </message>
  <message>
   <source>正在打开……</source>
   <translation>Opening…</translation>
  </message>
 </context>
 <context>
  <name>codes.allergen</name>
  <message>
   <source>其他物质</source>
   <translation>Other substances</translation>
  </message>
  <message>
   <source>其他药物</source>
   <translation>Other drugs</translation>
  </message>
  <message>
   <source>头孢类</source>
   <translation>Cephalosporins</translation>
  </message>
  <message>
   <source>磺胺</source>
   <translation>Sulfonamides</translation>
  </message>
  <message>
   <source>造影剂</source>
   <translation>Contrast media</translation>
  </message>
  <message>
   <source>链霉素</source>
   <translation>Streptomycin</translation>
  </message>
  <message>
   <source>青霉素</source>
   <translation>Penicillin</translation>
  </message>
  <message>
   <source>食物</source>
   <translation>Food</translation>
  </message>
 </context>
 <context>
  <name>codes.archive_closed</name>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>合并到另一份档案</source>
   <translation>Merged into another record</translation>
  </message>
  <message>
   <source>失访</source>
   <translation>Lost to follow-up</translation>
  </message>
  <message>
   <source>死亡</source>
   <translation>Died</translation>
  </message>
  <message>
   <source>迁出</source>
   <translation>Moved away</translation>
  </message>
 </context>
 <context>
  <name>codes.attachment_purpose</name>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>检查报告</source>
   <translation>Examination report</translation>
  </message>
  <message>
   <source>检验报告</source>
   <translation>Laboratory report</translation>
  </message>
  <message>
   <source>现场照片</source>
   <translation>Photo</translation>
  </message>
  <message>
   <source>病历资料</source>
   <translation>Medical records</translation>
  </message>
  <message>
   <source>知情同意书</source>
   <translation>Consent form</translation>
  </message>
  <message>
   <source>纸质转诊单</source>
   <translation>Paper slip</translation>
  </message>
 </context>
 <context>
  <name>codes.blood_type</name>
  <message>
   <source>AB型</source>
   <translation>AB</translation>
  </message>
  <message>
   <source>A型</source>
   <translation>A</translation>
  </message>
  <message>
   <source>B型</source>
   <translation>B</translation>
  </message>
  <message>
   <source>O型</source>
   <translation>O</translation>
  </message>
  <message>
   <source>不详</source>
   <translation>Unknown</translation>
  </message>
 </context>
 <context>
  <name>codes.cancel</name>
  <message>
   <source>信息有误</source>
   <translation>Wrong information</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>已自行前往其他医院</source>
   <translation>Went to another hospital by themselves</translation>
  </message>
  <message>
   <source>患者取消就医意向</source>
   <translation>Patient no longer wants to be seen</translation>
  </message>
  <message>
   <source>病情变化</source>
   <translation>Condition changed</translation>
  </message>
 </context>
 <context>
  <name>codes.chronic</name>
  <message>
   <source>严重精神障碍</source>
   <translation>Severe mental disorder</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>其他法定传染病</source>
   <translation>Other notifiable disease</translation>
  </message>
  <message>
   <source>冠心病</source>
   <translation>Coronary heart disease</translation>
  </message>
  <message>
   <source>恶性肿瘤</source>
   <translation>Cancer</translation>
  </message>
  <message>
   <source>慢性阻塞性肺疾病</source>
   <translation>COPD</translation>
  </message>
  <message>
   <source>糖尿病</source>
   <translation>Diabetes</translation>
  </message>
  <message>
   <source>结核病</source>
   <translation>Tuberculosis</translation>
  </message>
  <message>
   <source>职业病</source>
   <translation>Occupational disease</translation>
  </message>
  <message>
   <source>肝炎</source>
   <translation>Hepatitis</translation>
  </message>
  <message>
   <source>脑卒中</source>
   <translation>Stroke</translation>
  </message>
  <message>
   <source>高血压</source>
   <translation>Hypertension</translation>
  </message>
 </context>
 <context>
  <name>codes.close</name>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>另择其他医院</source>
   <translation>Chose another hospital</translation>
  </message>
  <message>
   <source>已完成</source>
   <translation>Completed</translation>
  </message>
  <message>
   <source>患者死亡</source>
   <translation>Patient died</translation>
  </message>
  <message>
   <source>病情变化</source>
   <translation>Condition changed</translation>
  </message>
  <message>
   <source>联系不上患者</source>
   <translation>Patient cannot be reached</translation>
  </message>
  <message>
   <source>自行放弃就诊</source>
   <translation>Patient gave up being seen</translation>
  </message>
  <message>
   <source>需转诊至上级</source>
   <translation>Needs referral to a higher hospital</translation>
  </message>
 </context>
 <context>
  <name>codes.conflict</name>
  <message>
   <source>两个都保留</source>
   <translation>Both kept</translation>
  </message>
  <message>
   <source>保留现用</source>
   <translation>Keep the present one</translation>
  </message>
  <message>
   <source>另外填写</source>
   <translation>Another value entered</translation>
  </message>
  <message>
   <source>已决定</source>
   <translation>Decided</translation>
  </message>
  <message>
   <source>已撤回</source>
   <translation>Undone</translation>
  </message>
  <message>
   <source>已自动合并</source>
   <translation>Merged automatically</translation>
  </message>
  <message>
   <source>待决定</source>
   <translation>To be decided</translation>
  </message>
  <message>
   <source>采用另一个</source>
   <translation>The other one used</translation>
  </message>
 </context>
 <context>
  <name>codes.consent</name>
  <message>
   <source>已口头告知，待补签</source>
   <translation>Told verbally, still to be signed</translation>
  </message>
  <message>
   <source>已告知，不同意转诊</source>
   <translation>Informed, does not consent</translation>
  </message>
  <message>
   <source>已告知，家属签字</source>
   <translation>Informed, signed by family</translation>
  </message>
  <message>
   <source>已告知，患者签字</source>
   <translation>Informed, signed by patient</translation>
  </message>
  <message>
   <source>紧急情况，先转后补</source>
   <translation>Emergency, referred first, consent later</translation>
  </message>
 </context>
 <context>
  <name>codes.contract_closed</name>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>到期不再续签</source>
   <translation>Expired, not renewed</translation>
  </message>
  <message>
   <source>团队停止服务</source>
   <translation>Team stopped its service</translation>
  </message>
  <message>
   <source>居民要求解约</source>
   <translation>Ended by the resident</translation>
  </message>
  <message>
   <source>改签其他团队</source>
   <translation>Signed with another team</translation>
  </message>
  <message>
   <source>死亡</source>
   <translation>Died</translation>
  </message>
  <message>
   <source>误建</source>
   <translation>Created by mistake</translation>
  </message>
  <message>
   <source>迁出</source>
   <translation>Moved away</translation>
  </message>
 </context>
 <context>
  <name>codes.contract_service</name>
  <message>
   <source>0～6岁儿童健康管理</source>
   <translation>Child health, 0–6 years</translation>
  </message>
  <message>
   <source>2型糖尿病患者健康管理</source>
   <translation>Type 2 diabetes management</translation>
  </message>
  <message>
   <source>严重精神障碍患者管理</source>
   <translation>Severe mental disorder management</translation>
  </message>
  <message>
   <source>个性化有偿服务包</source>
   <translation>Paid individual package</translation>
  </message>
  <message>
   <source>低收入与易返贫人口服务</source>
   <translation>Service for low-income residents</translation>
  </message>
  <message>
   <source>基础服务包</source>
   <translation>Basic package</translation>
  </message>
  <message>
   <source>孕产妇健康管理</source>
   <translation>Maternal health</translation>
  </message>
  <message>
   <source>残疾人服务</source>
   <translation>Service for disabled residents</translation>
  </message>
  <message>
   <source>老年人健康管理</source>
   <translation>Elderly health</translation>
  </message>
  <message>
   <source>肺结核患者健康管理</source>
   <translation>Tuberculosis management</translation>
  </message>
  <message>
   <source>高血压患者健康管理</source>
   <translation>Hypertension management</translation>
  </message>
 </context>
 <context>
  <name>codes.decline</name>
  <message>
   <source>不符合收治指征</source>
   <translation>Indications for admission not met</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>建议转至上级医院</source>
   <translation>Refer to a higher hospital</translation>
  </message>
  <message>
   <source>建议转至其他专科</source>
   <translation>Refer to another specialty</translation>
  </message>
  <message>
   <source>病种非本科室收治范围</source>
   <translation>Not treated by this department</translation>
  </message>
  <message>
   <source>资料不充分</source>
   <translation>Insufficient information</translation>
  </message>
  <message>
   <source>近期资源受限</source>
   <translation>No resources at present</translation>
  </message>
 </context>
 <context>
  <name>codes.direction</name>
  <message>
   <source>上转</source>
   <translation>Up</translation>
  </message>
  <message>
   <source>下转</source>
   <translation>Down</translation>
  </message>
  <message>
   <source>同级转诊</source>
   <translation>Same-level referral</translation>
  </message>
 </context>
 <context>
  <name>codes.education</name>
  <message>
   <source>不详</source>
   <translation>Unknown</translation>
  </message>
  <message>
   <source>中等专业学校</source>
   <translation>Technical secondary school</translation>
  </message>
  <message>
   <source>初中</source>
   <translation>Junior secondary school</translation>
  </message>
  <message>
   <source>大学专科和专科学校</source>
   <translation>Junior college</translation>
  </message>
  <message>
   <source>大学本科</source>
   <translation>University</translation>
  </message>
  <message>
   <source>小学</source>
   <translation>Primary school</translation>
  </message>
  <message>
   <source>技工学校</source>
   <translation>Vocational school</translation>
  </message>
  <message>
   <source>文盲或半文盲</source>
   <translation>Illiterate or semi-literate</translation>
  </message>
  <message>
   <source>研究生</source>
   <translation>Postgraduate</translation>
  </message>
  <message>
   <source>高中</source>
   <translation>Senior secondary school</translation>
  </message>
 </context>
 <context>
  <name>codes.escort</name>
  <message>
   <source>120转运</source>
   <translation>By ambulance (120)</translation>
  </message>
  <message>
   <source>家属陪同</source>
   <translation>With family</translation>
  </message>
  <message>
   <source>接收医院派车</source>
   <translation>Fetched by the receiving hospital</translation>
  </message>
  <message>
   <source>本院医护人员护送</source>
   <translation>Escorted by our staff</translation>
  </message>
  <message>
   <source>本院车辆转运</source>
   <translation>By our vehicle</translation>
  </message>
  <message>
   <source>自行前往</source>
   <translation>On their own</translation>
  </message>
 </context>
 <context>
  <name>codes.exempt_reason</name>
  <message>
   <source>65岁以上老年人</source>
   <translation>Aged 65 or over</translation>
  </message>
  <message>
   <source>严重精神障碍患者</source>
   <translation>Severe mental disorder</translation>
  </message>
  <message>
   <source>传染病</source>
   <translation>Infectious disease</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>婴幼儿</source>
   <translation>Infants</translation>
  </message>
  <message>
   <source>孕产妇</source>
   <translation>Pregnant or postnatal</translation>
  </message>
  <message>
   <source>异地居住</source>
   <translation>Living elsewhere</translation>
  </message>
  <message>
   <source>急危重症</source>
   <translation>Critical illness</translation>
  </message>
  <message>
   <source>急诊抢救</source>
   <translation>Emergency rescue</translation>
  </message>
  <message>
   <source>术后复查、复诊</source>
   <translation>Follow-up after surgery</translation>
  </message>
  <message>
   <source>特困供养人员</source>
   <translation>Recipients of state support</translation>
  </message>
  <message>
   <source>重度残疾人</source>
   <translation>Severely disabled</translation>
  </message>
 </context>
 <context>
  <name>codes.follow_up_closed</name>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>失访</source>
   <translation>Lost to follow-up</translation>
  </message>
  <message>
   <source>已完成</source>
   <translation>Completed</translation>
  </message>
  <message>
   <source>拒绝随访</source>
   <translation>Refused follow-up</translation>
  </message>
  <message>
   <source>死亡</source>
   <translation>Died</translation>
  </message>
  <message>
   <source>误建</source>
   <translation>Created by mistake</translation>
  </message>
  <message>
   <source>转由其他机构管理</source>
   <translation>Managed by another organization</translation>
  </message>
  <message>
   <source>迁出</source>
   <translation>Moved away</translation>
  </message>
 </context>
 <context>
  <name>codes.follow_up_way</name>
  <message>
   <source>家庭</source>
   <translation>At home</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>门诊</source>
   <translation>Outpatient</translation>
  </message>
 </context>
 <context>
  <name>codes.gender</name>
  <message>
   <source>女</source>
   <translation>Female</translation>
  </message>
  <message>
   <source>未知的性别</source>
   <translation>Unknown</translation>
  </message>
  <message>
   <source>未说明的性别</source>
   <translation>Not stated</translation>
  </message>
  <message>
   <source>男</source>
   <translation>Male</translation>
  </message>
 </context>
 <context>
  <name>codes.id_type</name>
  <message>
   <source>其他法定有效证件</source>
   <translation>Other legal document</translation>
  </message>
  <message>
   <source>军官证</source>
   <translation>Officer's ID</translation>
  </message>
  <message>
   <source>台湾居民来往内地通行证</source>
   <translation>Taiwan resident's travel permit</translation>
  </message>
  <message>
   <source>居民户口簿</source>
   <translation>Household register</translation>
  </message>
  <message>
   <source>居民身份证</source>
   <translation>Resident ID card</translation>
  </message>
  <message>
   <source>护照</source>
   <translation>Passport</translation>
  </message>
  <message>
   <source>港澳居民来往内地通行证</source>
   <translation>Hong Kong or Macao resident's travel permit</translation>
  </message>
  <message>
   <source>驾驶证</source>
   <translation>Driving licence</translation>
  </message>
 </context>
 <context>
  <name>codes.indication_down</name>
  <message>
   <source>一般常见病、多发病</source>
   <translation>Common illness</translation>
  </message>
  <message>
   <source>伤口、造瘘换药护理</source>
   <translation>Wound and stoma care</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>急性期治疗后病情稳定，需继续康复</source>
   <translation>Stable after acute treatment, needs rehabilitation</translation>
  </message>
  <message>
   <source>恶性肿瘤晚期，非手术治疗和临终关怀</source>
   <translation>Advanced cancer, non-surgical and end-of-life care</translation>
  </message>
  <message>
   <source>患者或家属要求回基层</source>
   <translation>Patient or family wants to return to primary care</translation>
  </message>
  <message>
   <source>术后康复</source>
   <translation>Rehabilitation after surgery</translation>
  </message>
  <message>
   <source>精神疾病恢复期</source>
   <translation>Recovering from mental illness</translation>
  </message>
  <message>
   <source>老年护理</source>
   <translation>Elderly care</translation>
  </message>
  <message>
   <source>血压达标且方案稳定，转基层管理</source>
   <translation>Blood pressure on target and stable, to primary care</translation>
  </message>
  <message>
   <source>血糖达标且方案稳定，转基层管理</source>
   <translation>Glucose on target and stable, to primary care</translation>
  </message>
  <message>
   <source>诊断明确，不需特殊治疗</source>
   <translation>Clear diagnosis, no special treatment needed</translation>
  </message>
  <message>
   <source>需长期治疗的慢性病</source>
   <translation>Chronic disease needing long-term treatment</translation>
  </message>
 </context>
 <context>
  <name>codes.indication_up</name>
  <message>
   <source>不能确诊的疑难复杂病例</source>
   <translation>Difficult case without diagnosis</translation>
  </message>
  <message>
   <source>严重创伤，ISS≥16</source>
   <translation>Severe trauma, ISS ≥ 16</translation>
  </message>
  <message>
   <source>严重精神障碍病情不稳定</source>
   <translation>Severe mental disorder, unstable</translation>
  </message>
  <message>
   <source>临床各科急危重症，难以实施有效救治</source>
   <translation>Critical illness that cannot be treated effectively here</translation>
  </message>
  <message>
   <source>传染病，需到定点医院诊治</source>
   <translation>Infectious disease, to be treated at the designated hospital</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>呼吸&gt;30次/分或血氧&lt;90%</source>
   <translation>Respiration &gt; 30/min or oxygen saturation &lt; 90%</translation>
  </message>
  <message>
   <source>大咯血，24小时超过500毫升</source>
   <translation>Massive haemoptysis, over 500 ml in 24 hours</translation>
  </message>
  <message>
   <source>孕产妇高危，需上级医院管理</source>
   <translation>High-risk pregnancy, needs a higher hospital</translation>
  </message>
  <message>
   <source>患者或家属要求转诊</source>
   <translation>Patient or family wants referral</translation>
  </message>
  <message>
   <source>意识障碍，GCS≤12</source>
   <translation>Impaired consciousness, GCS ≤ 12</translation>
  </message>
  <message>
   <source>技术、设备条件限制不能处理</source>
   <translation>Lack of skills or equipment</translation>
  </message>
  <message>
   <source>消化道出血伴收缩压&lt;90</source>
   <translation>Gastrointestinal bleeding with systolic pressure &lt; 90</translation>
  </message>
  <message>
   <source>涉及法律和纠纷的病例</source>
   <translation>Case with legal dispute</translation>
  </message>
  <message>
   <source>疑似肺结核，转定点医院</source>
   <translation>Suspected tuberculosis, to the designated hospital</translation>
  </message>
  <message>
   <source>疑急性脑卒中，在时间窗内</source>
   <translation>Suspected acute stroke within the time window</translation>
  </message>
  <message>
   <source>精神障碍疾病急性发作期</source>
   <translation>Acute mental illness</translation>
  </message>
  <message>
   <source>糖尿病：初诊分型病因不明或年龄&lt;25岁</source>
   <translation>Diabetes: cause or type unclear at first diagnosis, or age &lt; 25</translation>
  </message>
  <message>
   <source>糖尿病：反复低血糖或血糖波动大</source>
   <translation>Diabetes: repeated hypoglycaemia or unstable glucose</translation>
  </message>
  <message>
   <source>糖尿病：妊娠或哺乳期血糖升高</source>
   <translation>Diabetes: raised glucose in pregnancy or breastfeeding</translation>
  </message>
  <message>
   <source>糖尿病：新发或原有并发症加重</source>
   <translation>Diabetes: new or worsening complications</translation>
  </message>
  <message>
   <source>糖尿病：药物不良反应难以控制</source>
   <translation>Diabetes: adverse drug reaction hard to control</translation>
  </message>
  <message>
   <source>糖尿病：血糖≥16.7 或≤3.9 或伴急性症状</source>
   <translation>Diabetes: glucose ≥ 16.7 or ≤ 3.9, or acute symptoms</translation>
  </message>
  <message>
   <source>糖尿病：连续两次控制不满意</source>
   <translation>Diabetes: not controlled twice in a row</translation>
  </message>
  <message>
   <source>胸痛超过15分钟不缓解，疑急性冠脉综合征</source>
   <translation>Chest pain over 15 minutes, suspected acute coronary syndrome</translation>
  </message>
  <message>
   <source>超出本机构核准诊疗科目</source>
   <translation>Beyond the licensed specialties</translation>
  </message>
  <message>
   <source>重大伤亡事件，处置能力受限</source>
   <translation>Major accident beyond our capacity</translation>
  </message>
  <message>
   <source>需上级医院进一步检查明确诊断</source>
   <translation>Needs tests at a higher hospital for diagnosis</translation>
  </message>
  <message>
   <source>高热伴惊厥</source>
   <translation>High fever with convulsions</translation>
  </message>
  <message>
   <source>高血压：妊娠或哺乳期血压升高</source>
   <translation>Hypertension: raised pressure in pregnancy or breastfeeding</translation>
  </message>
  <message>
   <source>高血压：怀疑继发性或首次需确诊</source>
   <translation>Hypertension: suspected secondary, or first diagnosis</translation>
  </message>
  <message>
   <source>高血压：新发或原有并发症加重</source>
   <translation>Hypertension: new or worsening complications</translation>
  </message>
  <message>
   <source>高血压：药物不良反应难以控制</source>
   <translation>Hypertension: adverse drug reaction hard to control</translation>
  </message>
  <message>
   <source>高血压：血压≥180/110 或伴急性症状</source>
   <translation>Hypertension: pressure ≥ 180/110 or acute symptoms</translation>
  </message>
  <message>
   <source>高血压：连续两次控制不满意</source>
   <translation>Hypertension: not controlled twice in a row</translation>
  </message>
 </context>
 <context>
  <name>codes.marital</name>
  <message>
   <source>丧偶</source>
   <translation>Widowed</translation>
  </message>
  <message>
   <source>已婚</source>
   <translation>Married</translation>
  </message>
  <message>
   <source>未婚</source>
   <translation>Single</translation>
  </message>
  <message>
   <source>未说明的婚姻状况</source>
   <translation>Not stated</translation>
  </message>
  <message>
   <source>离婚</source>
   <translation>Divorced</translation>
  </message>
 </context>
 <context>
  <name>codes.message_role</name>
  <message>
   <source>提问</source>
   <translation>Question</translation>
  </message>
  <message>
   <source>答复</source>
   <translation>Answer</translation>
  </message>
  <message>
   <source>补充说明</source>
   <translation>Remark</translation>
  </message>
 </context>
 <context>
  <name>codes.occupation</name>
  <message>
   <source>不便分类的其他从业人员</source>
   <translation>Other workers</translation>
  </message>
  <message>
   <source>专业技术人员</source>
   <translation>Professionals</translation>
  </message>
  <message>
   <source>军人</source>
   <translation>Military</translation>
  </message>
  <message>
   <source>农、林、牧、渔、水利业生产人员</source>
   <translation>Agriculture, forestry, fishery</translation>
  </message>
  <message>
   <source>办事人员和有关人员</source>
   <translation>Clerical staff</translation>
  </message>
  <message>
   <source>商业、服务业人员</source>
   <translation>Trade and services</translation>
  </message>
  <message>
   <source>国家机关、党群组织、企业、事业单位负责人</source>
   <translation>Heads of organizations</translation>
  </message>
  <message>
   <source>无职业</source>
   <translation>No occupation</translation>
  </message>
  <message>
   <source>生产、运输设备操作人员及有关人员</source>
   <translation>Production and transport workers</translation>
  </message>
 </context>
 <context>
  <name>codes.org_level</name>
  <message>
   <source>专业公共卫生机构</source>
   <translation>Public health institution</translation>
  </message>
  <message>
   <source>乡镇卫生院、社区卫生服务中心</source>
   <translation>Township clinic, community health centre</translation>
  </message>
  <message>
   <source>县级医院</source>
   <translation>County hospital</translation>
  </message>
  <message>
   <source>市级医院</source>
   <translation>City hospital</translation>
  </message>
  <message>
   <source>村卫生室</source>
   <translation>Village clinic</translation>
  </message>
  <message>
   <source>省级医院</source>
   <translation>Provincial hospital</translation>
  </message>
 </context>
 <context>
  <name>codes.org_role</name>
  <message>
   <source>县级转诊办公室</source>
   <translation>County referral desk</translation>
  </message>
  <message>
   <source>定点专科医院</source>
   <translation>Designated specialist hospital</translation>
  </message>
  <message>
   <source>既转出又接收</source>
   <translation>Sends and receives</translation>
  </message>
  <message>
   <source>转出机构</source>
   <translation>Sending organization</translation>
  </message>
 </context>
 <context>
  <name>codes.outcome</name>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>好转</source>
   <translation>Improved</translation>
  </message>
  <message>
   <source>恶化</source>
   <translation>Worsened</translation>
  </message>
  <message>
   <source>死亡</source>
   <translation>Died</translation>
  </message>
  <message>
   <source>治愈</source>
   <translation>Cured</translation>
  </message>
  <message>
   <source>稳定</source>
   <translation>Stable</translation>
  </message>
 </context>
 <context>
  <name>codes.payment</name>
  <message>
   <source>全公费</source>
   <translation>Fully public</translation>
  </message>
  <message>
   <source>全自费</source>
   <translation>Fully self-paid</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>商业医疗保险</source>
   <translation>Commercial insurance</translation>
  </message>
  <message>
   <source>城乡居民基本医疗保险</source>
   <translation>Resident medical insurance</translation>
  </message>
  <message>
   <source>城镇职工基本医疗保险</source>
   <translation>Employee medical insurance</translation>
  </message>
  <message>
   <source>新型农村合作医疗</source>
   <translation>New rural cooperative scheme</translation>
  </message>
  <message>
   <source>贫困救助</source>
   <translation>Poverty relief</translation>
  </message>
 </context>
 <context>
  <name>codes.practitioner_role</name>
  <message>
   <source>医保、登记员</source>
   <translation>Insurance clerk, registrar</translation>
  </message>
  <message>
   <source>医生</source>
   <translation>Doctor</translation>
  </message>
  <message>
   <source>县级转诊办</source>
   <translation>County referral desk</translation>
  </message>
  <message>
   <source>审核人</source>
   <translation>Reviewer</translation>
  </message>
  <message>
   <source>护士、公卫人员</source>
   <translation>Nurse, public health staff</translation>
  </message>
  <message>
   <source>系统管理员</source>
   <translation>System administrator</translation>
  </message>
 </context>
 <context>
  <name>codes.purpose_down</name>
  <message>
   <source>伤口、造瘘换药护理</source>
   <translation>Wound and stoma care</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>姑息治疗、临终关怀</source>
   <translation>Palliative and end-of-life care</translation>
  </message>
  <message>
   <source>康复训练</source>
   <translation>Rehabilitation training</translation>
  </message>
  <message>
   <source>急性期治疗完成，病情稳定</source>
   <translation>Acute treatment completed, stable</translation>
  </message>
  <message>
   <source>患者或家属要求回基层</source>
   <translation>Patient or family wants to return to primary care</translation>
  </message>
  <message>
   <source>慢病长期管理</source>
   <translation>Long-term care of chronic disease</translation>
  </message>
  <message>
   <source>术后康复</source>
   <translation>Rehabilitation after surgery</translation>
  </message>
 </context>
 <context>
  <name>codes.purpose_up</name>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>基层缺乏检查条件</source>
   <translation>No means of examination in primary care</translation>
  </message>
  <message>
   <source>基层缺乏治疗条件</source>
   <translation>No means of treatment in primary care</translation>
  </message>
  <message>
   <source>建议住院评估</source>
   <translation>Assessment for admission</translation>
  </message>
  <message>
   <source>患者或家属主动要求</source>
   <translation>Asked for by patient or family</translation>
  </message>
  <message>
   <source>术后复查、随访中发现异常</source>
   <translation>Abnormal finding after surgery or at follow-up</translation>
  </message>
  <message>
   <source>病情加重，需上级救治</source>
   <translation>Worse, needs treatment at a higher hospital</translation>
  </message>
  <message>
   <source>需要专科进一步诊疗</source>
   <translation>Needs specialist treatment</translation>
  </message>
  <message>
   <source>需要手术或介入治疗</source>
   <translation>Needs surgery or intervention</translation>
  </message>
 </context>
 <context>
  <name>codes.relation</name>
  <message>
   <source>兄弟姐妹</source>
   <translation>Brother or sister</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>女</source>
   <translation>Daughter</translation>
  </message>
  <message>
   <source>子</source>
   <translation>Son</translation>
  </message>
  <message>
   <source>孙子、孙女或外孙子、外孙女</source>
   <translation>Grandchild</translation>
  </message>
  <message>
   <source>本人或户主</source>
   <translation>Self or head of household</translation>
  </message>
  <message>
   <source>父母</source>
   <translation>Parent</translation>
  </message>
  <message>
   <source>祖父母或外祖父母</source>
   <translation>Grandparent</translation>
  </message>
  <message>
   <source>配偶</source>
   <translation>Husband or wife</translation>
  </message>
 </context>
 <context>
  <name>codes.return_refuse</name>
  <message>
   <source>不在服务范围</source>
   <translation>Outside the service area</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>床位已满</source>
   <translation>No beds</translation>
  </message>
  <message>
   <source>无相关诊疗能力</source>
   <translation>No ability to treat</translation>
  </message>
  <message>
   <source>没有医生可以接诊</source>
   <translation>No doctor to receive</translation>
  </message>
  <message>
   <source>药品配备不足</source>
   <translation>Drugs not available</translation>
  </message>
  <message>
   <source>设备不足</source>
   <translation>Equipment not available</translation>
  </message>
 </context>
 <context>
  <name>codes.rh</name>
  <message>
   <source>不详</source>
   <translation>Unknown</translation>
  </message>
  <message>
   <source>阳性</source>
   <translation>Positive</translation>
  </message>
  <message>
   <source>阴性</source>
   <translation>Negative</translation>
  </message>
 </context>
 <context>
  <name>codes.urgency</name>
  <message>
   <source>急</source>
   <translation>Urgent</translation>
  </message>
  <message>
   <source>普通</source>
   <translation>Routine</translation>
  </message>
  <message>
   <source>绿色通道</source>
   <translation>Green channel</translation>
  </message>
 </context>
 <context>
  <name>codes.visit_type</name>
  <message>
   <source>住院</source>
   <translation>Inpatient</translation>
  </message>
  <message>
   <source>体检筛查</source>
   <translation>Health check</translation>
  </message>
  <message>
   <source>家庭出诊</source>
   <translation>Home visit</translation>
  </message>
  <message>
   <source>急诊</source>
   <translation>Emergency</translation>
  </message>
  <message>
   <source>门诊</source>
   <translation>Outpatient</translation>
  </message>
  <message>
   <source>随访</source>
   <translation>Follow-up</translation>
  </message>
 </context>
 <context>
  <name>core</name>
  <message>
   <source>0级</source>
   <translation>Level 0</translation>
  </message>
  <message>
   <source>1级：口头威胁、喊叫，没有打砸行为</source>
   <translation>Level 1: verbal threats, shouting, no smashing</translation>
  </message>
  <message>
   <source>24 小时咯血 {ml} 毫升：建议紧急转诊</source>
   <translation>Coughing up {ml} ml of blood in 24 hours: urgent referral advised</translation>
  </message>
  <message>
   <source>2型糖尿病患者随访服务记录表</source>
   <translation>Follow-up form for type 2 diabetes</translation>
  </message>
  <message>
   <source>2级：打砸行为，局限在家里，针对财物，能被劝说制止</source>
   <translation>Level 2: smashes things, only at home, can be talked out of it</translation>
  </message>
  <message>
   <source>3级：明显打砸行为，不分场合，针对财物，不能接受劝说而停止</source>
   <translation>Level 3: clearly smashes things anywhere, cannot be talked out of it</translation>
  </message>
  <message>
   <source>4级：持续的打砸行为，不分场合，针对财物或人，不能接受劝说而停止</source>
   <translation>Level 4: keeps smashing anywhere, against things or people, cannot be talked out of it</translation>
  </message>
  <message>
   <source>5级：持械针对人的任何暴力行为，或纵火、爆炸等行为</source>
   <translation>Level 5: any armed violence against people, or arson, explosion and the like</translation>
  </message>
  <message>
   <source>ABO血型</source>
   <translation>ABO blood group</translation>
  </message>
  <message>
   <source>GCS {gcs} 分：建议紧急转诊</source>
   <translation>GCS {gcs}: urgent referral advised</translation>
  </message>
  <message>
   <source>ICD编码</source>
   <translation>ICD code</translation>
  </message>
  <message>
   <source>ISS {iss} 分：建议紧急转诊</source>
   <translation>ISS {iss}: urgent referral advised</translation>
  </message>
  <message>
   <source>PDF 文件 {name} 已损坏。请换一个文件再试。</source>
   <translation>The PDF file {name} is damaged. Please try another file.</translation>
  </message>
  <message>
   <source>PDF 文件 {name} 打不开，可能已损坏或加了密码。请换一个文件再试。</source>
   <translation>The PDF file {name} cannot be opened; it may be damaged or password-protected. Please try another file.</translation>
  </message>
  <message>
   <source>RH血型</source>
   <translation>Rh blood group</translation>
  </message>
  <message>
   <source>U 盘收进</source>
   <translation>Read from USB stick</translation>
  </message>
  <message>
   <source>U 盘送出</source>
   <translation>Send by USB stick</translation>
  </message>
  <message>
   <source>conditions 只能写 diabetes、ckd，不认识：{words}。</source>
   <translation>conditions may only hold diabetes and ckd; not known: {words}.</translation>
  </message>
  <message>
   <source>{count} {name}</source>
   <translation>{count} {name}</translation>
  </message>
  <message>
   <source>{count} 个提问待答复，最久的已等 {waited}</source>
   <translation>{count} to answer, the oldest has waited {waited}</translation>
  </message>
  <message>
   <source>{count} 个提问等对方答复，最久的已等 {waited}</source>
   <translation>{count} waiting for an answer, the oldest for {waited}</translation>
  </message>
  <message>
   <source>{count} 人七天内到期</source>
   <translation>{count} due within seven days</translation>
  </message>
  <message>
   <source>{count} 人今天到期</source>
   <translation>{count} due today</translation>
  </message>
  <message>
   <source>{count} 人住院中，待回转</source>
   <translation>{count} in hospital, return pending</translation>
  </message>
  <message>
   <source>{count} 人已到诊，待回转</source>
   <translation>{count} arrived, return pending</translation>
  </message>
  <message>
   <source>{count} 人已接回，待随访</source>
   <translation>{count} taken back, follow-up pending</translation>
  </message>
  <message>
   <source>{count} 人已接诊，待到诊</source>
   <translation>{count} accepted, arrival pending</translation>
  </message>
  <message>
   <source>{count} 人已有转归，待回转</source>
   <translation>{count} with outcome, return pending</translation>
  </message>
  <message>
   <source>{count} 人已过期</source>
   <translation>{count} overdue</translation>
  </message>
  <message>
   <source>{count} 人没有去，需联系</source>
   <translation>{count} did not go, to be contacted</translation>
  </message>
  <message>
   <source>{count} 人签约已到期</source>
   <translation>{count} whose contract has ended</translation>
  </message>
  <message>
   <source>{count} 人该续签</source>
   <translation>{count} whose contract is to be renewed</translation>
  </message>
  <message>
   <source>{count} 位也是移交来的，看过上面的再列出</source>
   <translation>{count} more handed over; open those above first</translation>
  </message>
  <message>
   <source>{count} 例超过 {hours} 小时的答复时限。</source>
   <translation>Replies that took longer than {hours} h: {count}.</translation>
  </message>
  <message>
   <source>{count} 分钟</source>
   <translation>{count} min</translation>
  </message>
  <message>
   <source>{count} 天</source>
   <translation>{count} d</translation>
  </message>
  <message>
   <source>{count} 小时</source>
   <translation>{count} h</translation>
  </message>
  <message>
   <source>{count} 张县平台没有接受，请处理</source>
   <translation>{count} not accepted by the county hub, to be dealt with</translation>
  </message>
  <message>
   <source>{count} 张回转单待接收</source>
   <translation>{count} returned, to be taken back</translation>
  </message>
  <message>
   <source>{count} 张在{name}，{phase}，已等 {waited}</source>
   <translation>{count} at {name}: {phase}, waiting for {waited}</translation>
  </message>
  <message>
   <source>{count} 张对方已收到，{since}后无消息</source>
   <translation>{count} received there, no news since {since}</translation>
  </message>
  <message>
   <source>{count} 张对方申请撤销，请确认</source>
   <translation>{count} asked to be withdrawn by the other side, to be confirmed</translation>
  </message>
  <message>
   <source>{count} 张已打开，待受理</source>
   <translation>{count} opened, waiting for a decision</translation>
  </message>
  <message>
   <source>{count} 张已随访，可以结案</source>
   <translation>{count} followed up, can be closed</translation>
  </message>
  <message>
   <source>{count} 张待审核或发出</source>
   <translation>{count} to review or send</translation>
  </message>
  <message>
   <source>{count} 张急的，先办</source>
   <translation>{count} urgent, first of all</translation>
  </message>
  <message>
   <source>{count} 张新到，待受理</source>
   <translation>{count} new, waiting for a decision</translation>
  </message>
  <message>
   <source>{count} 张没有写完</source>
   <translation>{count} unfinished</translation>
  </message>
  <message>
   <source>{count} 张等它处理</source>
   <translation>{count} wait for them</translation>
  </message>
  <message>
   <source>{count} 张被拒收，需改转</source>
   <translation>{count} declined, to be redirected</translation>
  </message>
  <message>
   <source>{count} 张还没有传到县平台</source>
   <translation>{count} not yet with the county hub</translation>
  </message>
  <message>
   <source>{count} 张：{words}</source>
   <translation>{count}: {words}</translation>
  </message>
  <message>
   <source>{count} 条在本机没有它所属的记录，或由县平台维护，没有收进，请对照表里手工补上。</source>
   <translation> {count} were not taken in: their record is not here, or the hub maintains it. Please enter them by hand from the sheet.</translation>
  </message>
  <message>
   <source>{count} 条操作记录完整。</source>
   <translation>Audit entries, complete: {count}.</translation>
  </message>
  <message>
   <source>{count} 项县平台已收到，但还没有进入它的备份；本机都留着，不用管。</source>
   <translation>Items the county hub has received that are not in its backup yet: {count}. This computer keeps them all; nothing needs doing.</translation>
  </message>
  <message>
   <source>{count} 项县平台没有接受</source>
   <translation>{count} refused by the hub</translation>
  </message>
  <message>
   <source>{count} 项县平台没有接受，请处理。</source>
   <translation> The hub refused {count}; please see to it.</translation>
  </message>
  <message>
   <source>{count} 项只在本机，还没有上传。</source>
   <translation>{count} only on this computer, not uploaded yet.</translation>
  </message>
  <message>
   <source>{count} 项只在本机，还没有上传；另有 {refused} 项县平台没有接受。</source>
   <translation>{count} only on this computer, not uploaded yet; {refused} more not accepted by the county hub.</translation>
  </message>
  <message>
   <source>{day} {time}</source>
   <translation>{day} {time}</translation>
  </message>
  <message>
   <source>{day} {time}（{ago}）</source>
   <translation>{day} {time} ({ago})</translation>
  </message>
  <message>
   <source>{day} 改期：{reason}</source>
   <translation>Rescheduled to {day}: {reason}</translation>
  </message>
  <message>
   <source>{day} 转往{name}的一张还没有结束（{phase}），请确认不是重复转诊</source>
   <translation>A referral of {day} to {name} is still open ({phase}); make sure this is not a duplicate</translation>
  </message>
  <message>
   <source>{day} 随访时约定</source>
   <translation>Agreed at the follow-up of {day}</translation>
  </message>
  <message>
   <source>{day}（{weekday}）</source>
   <translation>{day} ({weekday})</translation>
  </message>
  <message>
   <source>{delivery}，对方还不知道</source>
   <translation>{delivery}; the other side does not know yet</translation>
  </message>
  <message>
   <source>{delivery}，请打电话问一下</source>
   <translation>{delivery}; please call to ask</translation>
  </message>
  <message>
   <source>{field}：表中“{theirs}”，本机“{ours}”，保留本机</source>
   <translation>{field}: the sheet says "{theirs}", this computer "{ours}"; this computer's value is kept</translation>
  </message>
  <message>
   <source>{first} 至 {last}</source>
   <translation>{first} to {last}</translation>
  </message>
  <message>
   <source>{first} 至 {last} 已和“{team}”签约，一人同时只有一份。改签请先解约，或把开始日期改到它之后</source>
   <translation>There is a contract with "{team}" from {first} to {last}; a person has one at a time. To change, end that one first or begin after it</translation>
  </message>
  <message>
   <source>{former} 保留已有的内容，没转诊过他的不再收到新的；移交前写下还没上传的，照样收下。</source>
   <translation>{former} keeps what it has; unless it referred the patient, nothing new will come to it. What it wrote before and has not uploaded yet is still taken.</translation>
  </message>
  <message>
   <source>{formula}：{upper} ÷ {lower}</source>
   <translation>{formula}: {upper} ÷ {lower}</translation>
  </message>
  <message>
   <source>{form}没有 {key} 这一项，请检查拼写。</source>
   <translation>{form} has no item {key}. Please check the spelling.</translation>
  </message>
  <message>
   <source>{key} 不是{form}的项目，请去掉，或换用另一种转诊单。</source>
   <translation>{key} is not an item of {form}. Please remove it or use another kind of slip.</translation>
  </message>
  <message>
   <source>{key} 写了两次，请只留一个。</source>
   <translation>{key} is written twice. Please keep only one.</translation>
  </message>
  <message>
   <source>{kind}记录</source>
   <translation>{kind} record</translation>
  </message>
  <message>
   <source>{label} {number} 少见，请核对</source>
   <translation>{label} {number} is unusual; please check</translation>
  </message>
  <message>
   <source>{label}“{text}”不认识，导入时这一项留空</source>
   <translation>{label} "{text}" is not known; this item is left empty on import</translation>
  </message>
  <message>
   <source>{label}“{value}”不是日期，请写成 2026-11-20 这样。</source>
   <translation>{label} "{value}" is not a date. Write it like 2026-11-20.</translation>
  </message>
  <message>
   <source>{label}不是有效日期</source>
   <translation>{label} is not a valid date</translation>
  </message>
  <message>
   <source>{label}两项都保留</source>
   <translation>{label}: both kept</translation>
  </message>
  <message>
   <source>{label}写成 09:30；不是当天的写成 11-22 09:30</source>
   <translation>{label}: write 09:30, or 11-22 09:30 for another day</translation>
  </message>
  <message>
   <source>{label}刚刚又改过，现在是“{now}”，没有照您选的改。请看过再决定。</source>
   <translation>{label} has just been changed again and is now "{now}"; your choice was not carried out. Please look at it and decide again.</translation>
  </message>
  <message>
   <source>{label}另外填写</source>
   <translation>{label}: another value entered</translation>
  </message>
  <message>
   <source>{label}只能有一个值，不能是列表。</source>
   <translation>{label} takes a single value, not a list.</translation>
  </message>
  <message>
   <source>{label}只能选一项</source>
   <translation>{label}: choose only one</translation>
  </message>
  <message>
   <source>{label}在今天之后，请核对</source>
   <translation>{label} is after today; please check</translation>
  </message>
  <message>
   <source>{label}已经由{by}决定为“{words}”，没有再改。请刷新后查看。</source>
   <translation>{label} was already decided by {by} as "{words}"; nothing was changed. Please refresh.</translation>
  </message>
  <message>
   <source>{label}应为{what}</source>
   <translation>{label} must be {what}</translation>
  </message>
  <message>
   <source>{label}应为整数</source>
   <translation>{label} must be a whole number</translation>
  </message>
  <message>
   <source>{label}应在 {least} 到 {most} 之间，请核对</source>
   <translation>{label} must be between {least} and {most}; please check</translation>
  </message>
  <message>
   <source>{label}应是 {least} 到 {most} 的数</source>
   <translation>{label} should be a number from {least} to {most}</translation>
  </message>
  <message>
   <source>{label}最多 {most} 个字</source>
   <translation>{label}: at most {most} characters</translation>
  </message>
  <message>
   <source>{label}最多 {most} 个字，现在是 {count} 个</source>
   <translation>{label}: at most {most} characters, now {count}</translation>
  </message>
  <message>
   <source>{label}最多 {most} 个字，现在是 {now} 个，请缩短。</source>
   <translation>{label}: at most {most} characters, now {now}. Please shorten it.</translation>
  </message>
  <message>
   <source>{label}最多 {most} 个字，请缩短</source>
   <translation>{label}: at most {most} characters, please shorten</translation>
  </message>
  <message>
   <source>{label}最多 {most} 行</source>
   <translation>{label}: at most {most} lines</translation>
  </message>
  <message>
   <source>{label}最多 {most} 行，请减少。</source>
   <translation>{label}: at most {most} lines. Please use fewer.</translation>
  </message>
  <message>
   <source>{label}用{side}的</source>
   <translation>{label}: value of {side} used</translation>
  </message>
  <message>
   <source>{label}留空</source>
   <translation>{label} left empty</translation>
  </message>
  <message>
   <source>{label}的内容不完整，请重新填写</source>
   <translation>{label} is incomplete. Please enter it again.</translation>
  </message>
  <message>
   <source>{label}要写成列表。</source>
   <translation>{label} must be a list.</translation>
  </message>
  <message>
   <source>{label}要写成带引号的文字。</source>
   <translation>{label} must be text in quotes.</translation>
  </message>
  <message>
   <source>{label}要写成文字的列表，如 ["科主任意见"]。</source>
   <translation>{label} must be a list of texts, like ["科主任意见"].</translation>
  </message>
  <message>
   <source>{label}要填数字，可以带小数，如 755.68。</source>
   <translation>{label} must be a number; decimals are allowed, e.g. 755.68.</translation>
  </message>
  <message>
   <source>{label}选了“{name}”就不能再选其他</source>
   <translation>{label}: with "{name}" nothing else can be chosen</translation>
  </message>
  <message>
   <source>{label}里有损坏的字符，请重新输入</source>
   <translation>{label} holds a damaged character. Please type it again.</translation>
  </message>
  <message>
   <source>{label}里有看不见的控制字符（U+{code}），请删掉重新输入。</source>
   <translation>{label} holds an invisible control character (U+{code}). Please delete and type it again.</translation>
  </message>
  <message>
   <source>{label}里没有“{code}”这一项</source>
   <translation>{label} has no entry "{code}"</translation>
  </message>
  <message>
   <source>{label}里没有“{code}”这一项，请从列表中选择</source>
   <translation>{label} has no entry "{code}"; please choose from the list</translation>
  </message>
  <message>
   <source>{left}和{right}都改了{labels}，当时彼此都没看到。请选定；两边的原值都会保留，选错可以撤销。</source>
   <translation>{left} and {right} both changed {labels} without seeing each other's change. Please choose; both values are kept, and a wrong choice can be undone.</translation>
  </message>
  <message>
   <source>{month}月</source>
   <translation>{month}</translation>
  </message>
  <message>
   <source>{month}月{day}日 {weekday}</source>
   <translation>{weekday} {month}-{day}</translation>
  </message>
  <message>
   <source>{names}（需要医院或医保的数字，本程序里没有）</source>
   <translation>{names} (needs figures from the hospital or the insurance that this program does not have)</translation>
  </message>
  <message>
   <source>{name}</source>
   <translation>{name}</translation>
  </message>
  <message>
   <source>{name} {count} 人次。</source>
   <translation>{name}: {count}.</translation>
  </message>
  <message>
   <source>{name} {count} 人次，与上年持平。</source>
   <translation>{name}: {count}, as many as last year.</translation>
  </message>
  <message>
   <source>{name} {count} 人次，比上年减少 {less} 人次，下降 {share}。</source>
   <translation>{name}: {count}, {less} fewer than last year, down {share}.</translation>
  </message>
  <message>
   <source>{name} {count} 人次，比上年增加 {more} 人次，增长 {share}。</source>
   <translation>{name}: {count}, {more} more than last year, up {share}.</translation>
  </message>
  <message>
   <source>{name} {hours} 小时（{count} 例）。</source>
   <translation>{name}: {hours} h (cases: {count}).</translation>
  </message>
  <message>
   <source>{name} {value}。</source>
   <translation>{name}: {value}.</translation>
  </message>
  <message>
   <source>{name} {value}，没有达到 {target}% 的目标。</source>
   <translation>{name}: {value}, below the target of {target}%.</translation>
  </message>
  <message>
   <source>{name} {value}，目标 {target}%。</source>
   <translation>{name}: {value}, target {target}%.</translation>
  </message>
  <message>
   <source>{name} 不是文字表格，请另存为 CSV 或 .xlsx 再导入</source>
   <translation>{name} is not a text table. Save it as CSV or .xlsx and import again</translation>
  </message>
  <message>
   <source>{name} 不是能读的图片或 PDF，或者已经损坏。请换 PNG、JPG 或 PDF 再试。</source>
   <translation>{name} is not a readable picture or PDF, or it is damaged. Please try a PNG, JPG or PDF.</translation>
  </message>
  <message>
   <source>{name} 打不开，可能不是 Excel 文件或已损坏。请用 Excel 打开后另存为 .xlsx 再试</source>
   <translation>{name} cannot be opened; it may not be an Excel file, or it is damaged. Open it in Excel, save it as .xlsx and try again</translation>
  </message>
  <message>
   <source>{name} 打不开：不是 .xlsx 文件，已损坏，或设了打开密码。请用 Excel 打开后另存为 .xlsx 再试</source>
   <translation>{name} cannot be opened: it is not an .xlsx file, is damaged, or has a password. Open it in Excel, save it as .xlsx and try again</translation>
  </message>
  <message>
   <source>{name} 是旧版 Excel 格式。请在 Excel 里另存为 .xlsx 再导入，原文件没有改动</source>
   <translation>{name} is in the old Excel format. Save it as .xlsx in Excel and import again; the original file is unchanged</translation>
  </message>
  <message>
   <source>{name} 是旧版表格格式。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入，原文件没有改动</source>
   <translation>{name} is in an old spreadsheet format. Open it in Excel or WPS, save it as .xlsx and import again; the original file is unchanged</translation>
  </message>
  <message>
   <source>{name} 正被别的程序打开，请先关闭再导入</source>
   <translation>{name} is open in another program. Please close it, then import</translation>
  </message>
  <message>
   <source>{name} 的后缀要是 .docx 或 .pdf。</source>
   <translation>The name {name} must end in .docx or .pdf.</translation>
  </message>
  <message>
   <source>{name} 的后缀要是 .pdf 或 .xlsx。</source>
   <translation>The name {name} must end in .pdf or .xlsx.</translation>
  </message>
  <message>
   <source>{name} 里没有找到“姓名”这一列。请确认表头有“姓名”“身份证号”等列名，再导入一次</source>
   <translation>{name} has no column "姓名" (name). Make sure the headings include "姓名", "身份证号" and so on, then import again</translation>
  </message>
  <message>
   <source>{name} 里没有找到“编码”和“名称”两列，代码表没有变化</source>
   <translation>{name} has no columns "编码" (code) and "名称" (name); the code table is unchanged</translation>
  </message>
  <message>
   <source>{name}下转后随访</source>
   <translation>Follow-up after {name} referred down</translation>
  </message>
  <message>
   <source>{name}只有 {value}。</source>
   <translation>{name} is only {value}.</translation>
  </message>
  <message>
   <source>{name}回转后随访</source>
   <translation>Follow-up after return from {name}</translation>
  </message>
  <message>
   <source>{name}由县里移交过来（{day}）</source>
   <translation>{name} handed over to you ({day})</translation>
  </message>
  <message>
   <source>{name}由县里移交过来（{day}），原机构还有 {count} 个随访计划，请另订</source>
   <translation>{name} handed over to you ({day}); open plans there: {count}, please plan anew</translation>
  </message>
  <message>
   <source>{name}的{what}，两边改得不一样</source>
   <translation>{what} of {name}: changed differently on both sides</translation>
  </message>
  <message>
   <source>{name}的电话不像电话号码，请核对</source>
   <translation>{name}'s number does not look like a phone number, please check</translation>
  </message>
  <message>
   <source>{name}计划 {plan} 人次，实际 {count} 人次，完成 {share}。</source>
   <translation>{name}: {plan} planned, {count} done, {share} completed.</translation>
  </message>
  <message>
   <source>{n} 个附件待上传（{size}）</source>
   <translation>Attachments to send: {n} ({size})</translation>
  </message>
  <message>
   <source>{n} 个附件待取回（{size}）</source>
   <translation>Attachments to fetch: {n} ({size})</translation>
  </message>
  <message>
   <source>{n}天</source>
   <translation>{n} d</translation>
  </message>
  <message>
   <source>{n}岁</source>
   <translation>{n} y</translation>
  </message>
  <message>
   <source>{n}月</source>
   <translation>{n} mo</translation>
  </message>
  <message>
   <source>{one}应大于{other}，请核对</source>
   <translation>{one} must be greater than {other}; please check</translation>
  </message>
  <message>
   <source>{org}，{day} 导出。内容都还在原来的电脑上。</source>
   <translation>{org}, exported {day}. The content is still on the original computer.</translation>
  </message>
  <message>
   <source>{path} 不是 UTF-8 文字文件，没有读。</source>
   <translation>{path} is not a UTF-8 text file and was not read.</translation>
  </message>
  <message>
   <source>{path} 已经存在，没有动它。请换一个位置，或直接打开它。</source>
   <translation>{path} already exists and was left alone. Choose another place, or open it.</translation>
  </message>
  <message>
   <source>{path} 已经存在，没有覆盖它。请换一个文件名。</source>
   <translation>{path} already exists and was not overwritten. Please choose another file name.</translation>
  </message>
  <message>
   <source>{path} 已经存在，没有覆盖它。请换一个文件名存恢复码。</source>
   <translation>{path} already exists and was not overwritten. Please choose another file name for the recovery code.</translation>
  </message>
  <message>
   <source>{path} 已经存在，里面封着原数据库的密钥，不会覆盖它。请先确认原来的数据。</source>
   <translation>{path} already exists and holds the key of the earlier database; it is not overwritten. Please look at the earlier data first.</translation>
  </message>
  <message>
   <source>{path} 已经有数据库，没有动它。请直接打开，或换一个文件夹。</source>
   <translation>{path} already holds a database, which was left alone. Open it, or choose another folder.</translation>
  </message>
  <message>
   <source>{path} 所在的磁盘已满，这次没有写成，原来的内容没有变。请清理磁盘空间后重试。</source>
   <translation>The disk of {path} is full; nothing was written and the old content is unchanged. Free some space and try again.</translation>
  </message>
  <message>
   <source>{path} 旁边的损坏备份太多，请先清理后再启动。</source>
   <translation>There are too many damaged backups beside {path}. Please clear them away before starting.</translation>
  </message>
  <message>
   <source>{path} 是文件夹，不是文件。请重新选择。</source>
   <translation>{path} is a folder, not a file. Please choose again.</translation>
  </message>
  <message>
   <source>{phase}，{waited}没有再处理，请联系患者后结案或改转</source>
   <translation>{phase}, nothing done for {waited}; contact the patient, then close or redirect</translation>
  </message>
  <message>
   <source>{phase}，已等 {waited}，超过时限 {limit}</source>
   <translation>{phase}, waiting {waited}, over the limit of {limit}</translation>
  </message>
  <message>
   <source>{reached}；{since}后无消息</source>
   <translation>{reached}; no news since {since}</translation>
  </message>
  <message>
   <source>{reasons}</source>
   <translation>{reasons}</translation>
  </message>
  <message>
   <source>{reasons}请再用 U 盘送出一次，或等线路恢复。</source>
   <translation>{reasons} Send by USB stick once more, or wait until the line is back.</translation>
  </message>
  <message>
   <source>{role}本人填写</source>
   <translation>To be filled in by the {role}</translation>
  </message>
  <message>
   <source>{since}后无消息，不知对方是否已处理</source>
   <translation>No news since {since}; it is unknown whether the other side has dealt with it</translation>
  </message>
  <message>
   <source>{since}后未知</source>
   <translation>unknown since {since}</translation>
  </message>
  <message>
   <source>{span}前</source>
   <translation>{span} ago</translation>
  </message>
  <message>
   <source>{state}，已过 {waited}</source>
   <translation>{state}, {waited} have passed</translation>
  </message>
  <message>
   <source>{target} 将管理这位患者，下次同步收到基本资料、过敏、用药、慢性病和签约，共 {count} 条。</source>
   <translation>{target} will manage this patient and receive the card, allergies, medicines, chronic problems and contracts with its next sync (records: {count}).</translation>
  </message>
  <message>
   <source>{target} 还没有电脑登记县平台，登记以后才能收到。</source>
   <translation>{target} has no computer joined to the hub yet; it receives them only after it has joined.</translation>
  </message>
  <message>
   <source>{text}</source>
   <translation>{text}</translation>
  </message>
  <message>
   <source>{text}本机未上传的内容都还在。请稍后再试，或联系县平台管理员。</source>
   <translation>{text} Everything not uploaded yet is still on this computer. Try again later, or contact the county hub administrator.</translation>
  </message>
  <message>
   <source>{text}（已等 {waited}）</source>
   <translation>{text} (for {waited})</translation>
  </message>
  <message>
   <source>{title}</source>
   <translation>{title}</translation>
  </message>
  <message>
   <source>{title}（前{top}位）</source>
   <translation>{title} (top {top})</translation>
  </message>
  <message>
   <source>{user}@{host}，{since} 起（进程 {pid}）</source>
   <translation>{user}@{host}, since {since} (process {pid})</translation>
  </message>
  <message>
   <source>{when} 之后没有和县平台联系上，有 {count} 项只在本机。请检查网线，或用 U 盘送出。</source>
   <translation>No contact with the county hub since {when}; {count} only on this computer. Check the network cable, or send by USB stick.</translation>
  </message>
  <message>
   <source>{where} 另有同身份证号的资料，不随同移交，请移交后在患者页合并。</source>
   <translation>{where} has another record with the same ID number, which does not go along; please merge it on the patient's page afterwards.</translation>
  </message>
  <message>
   <source>{where}{by}</source>
   <translation>{where} {by}</translation>
  </message>
  <message>
   <source>{where}{by}（{day}）</source>
   <translation>{where} {by} ({day})</translation>
  </message>
  <message>
   <source>{who}退回：{remark}</source>
   <translation>{who} sent it back: {remark}</translation>
  </message>
  <message>
   <source>{words}</source>
   <translation>{words}</translation>
  </message>
  <message>
   <source>{word}</source>
   <translation>{word}</translation>
  </message>
  <message>
   <source>{year} 年的放假安排自相矛盾，没有使用。请向县平台要新的文件。</source>
   <translation>The holiday calendar of {year} contradicts itself and is not used. Please ask the county hub for a new file.</translation>
  </message>
  <message>
   <source>{year}年</source>
   <translation>{year}</translation>
  </message>
  <message>
   <source>{year}年{month}月</source>
   <translation>{year}-{month}</translation>
  </message>
  <message>
   <source>{year}年度双向转诊工作总结</source>
   <translation>Summary of two-way referrals {year}</translation>
  </message>
  <message>
   <source>{year}年的目标、责任人和完成时间</source>
   <translation>Targets, persons responsible and deadlines for {year}</translation>
  </message>
  <message>
   <source>{year}年第{quarter}季度</source>
   <translation>{year} Q{quarter}</translation>
  </message>
  <message>
   <source>{year}，{org}共办理双向转诊 {count} 人次。</source>
   <translation>Referrals handled by {org} in {year}: {count} in all.</translation>
  </message>
  <message>
   <source>“{char}”（{code}）是旧系统的自造字，各台电脑显示不一样，所以没有打印，数据都在。请改用国家标准里的同一个字，或先写成拼音，打印后手写补上并盖章。</source>
   <translation>"{char}" ({code}) is a private character of an old system and looks different on every computer, so nothing was printed; the data is kept. Use the same character from the national standard, or write pinyin, add it by hand after printing and stamp it.</translation>
  </message>
  <message>
   <source>“{char}”（{code}）这个字，程序的字体里没有，所以没有打印，数据都在。请核对是否输错；确是此字，先写成拼音，打印后手写补上并盖章，再告诉管理员补字体。</source>
   <translation>The program's fonts do not have the character "{char}" ({code}), so nothing was printed; the data is kept. Check whether it is a typing mistake; if it is right, write pinyin, add it by hand after printing, stamp it, and ask the administrator to add a font.</translation>
  </message>
  <message>
   <source>“{event}”要由对方机构来做，这里没有改动</source>
   <translation>"{event}" is for the other organization to do; nothing was changed</translation>
  </message>
  <message>
   <source>“{label}”不能这样选，请重新选一下。</source>
   <translation>"{label}" cannot be chosen like this. Please choose again.</translation>
  </message>
  <message>
   <source>“{label}”太长</source>
   <translation>"{label}" is too long</translation>
  </message>
  <message>
   <source>“{label}”由{org}填写，只能由对方决定。两边的内容都还保留着，可以打电话请对方决定。</source>
   <translation>"{label}" is filled in by {org} and only they can decide. Both values are kept; you can call them and ask them to decide.</translation>
  </message>
  <message>
   <source>“{label}”的写法县平台读不懂</source>
   <translation>The county hub cannot read "{label}"</translation>
  </message>
  <message>
   <source>“{name}”的资料由县平台统一维护，这里没有改动。</source>
   <translation>The details of "{name}" are kept by the county hub; nothing was changed here.</translation>
  </message>
  <message>
   <source>“{name}”（{roles}）没有这项权限，什么也没有改动。需要的话请让管理员调整角色。</source>
   <translation>"{name}" ({roles}) may not do this; nothing was changed. If needed, ask an administrator to adjust the role.</translation>
  </message>
  <message>
   <source>“{phone}”不像电话号码：手机应为 11 位，固定电话应带区号。核对无误也可以保存</source>
   <translation>"{phone}" does not look like a phone number: mobiles have 11 digits, landlines need an area code. If it is right, you can save it</translation>
  </message>
  <message>
   <source>“{text}”不是日期，请写成 2026-11-20 这样。</source>
   <translation>"{text}" is not a date. Write it like 2026-11-20.</translation>
  </message>
  <message>
   <source>“{what}”只能是：{choices}。</source>
   <translation>"{what}" can only be: {choices}.</translation>
  </message>
  <message>
   <source>“{what}”应在 {least} 到 {most} 之间。</source>
   <translation>"{what}" must be between {least} and {most}.</translation>
  </message>
  <message>
   <source>“{what}”的值不对，请重新填写。</source>
   <translation>The value of "{what}" is wrong. Please enter it again.</translation>
  </message>
  <message>
   <source>“{word}”要写成 doctor=李医生 这样。</source>
   <translation>Please write "{word}" like doctor=Li.</translation>
  </message>
  <message>
   <source>、</source>
   <translation>, </translation>
  </message>
  <message>
   <source>。</source>
   <translation>. </translation>
  </message>
  <message>
   <source>一张单最多 {most} 份附件，请先移除不要的</source>
   <translation>A slip takes {most} attachments at most; remove one you do not need first</translation>
  </message>
  <message>
   <source>一次发送的数据太多，县平台没有接收；数据都在本机，会自动分小份重发。</source>
   <translation>Too much was sent at once and the county hub did not take it. Everything is still on this computer and will be sent again in smaller parts by itself.</translation>
  </message>
  <message>
   <source>一般</source>
   <translation>Fair</translation>
  </message>
  <message>
   <source>上传 {sent} 项，收到 {received} 条记录。</source>
   <translation>Records sent {sent}, received {received}.</translation>
  </message>
  <message>
   <source>上年没有可比的转诊登记，不能计算同比。</source>
   <translation>There is no referral register of last year to compare with.</translation>
  </message>
  <message>
   <source>上期</source>
   <translation>Last period</translation>
  </message>
  <message>
   <source>上次完整性核对不一致，程序会自动补齐；仍不一致请报告。</source>
   <translation>The last check for completeness found differences. The program will mend them; if they remain, please report it.</translation>
  </message>
  <message>
   <source>上次随访分类“{value}”不对，可以写：{codes}。</source>
   <translation>The last follow-up category "{value}" is wrong; allowed: {codes}.</translation>
  </message>
  <message>
   <source>上次随访到这次之间在各级机构做的检查</source>
   <translation>Tests done at any institution since the last follow-up</translation>
  </message>
  <message>
   <source>上级医院建议</source>
   <translation>Advice of the higher hospital</translation>
  </message>
  <message>
   <source>上级转回</source>
   <translation>Returned to us</translation>
  </message>
  <message>
   <source>上转人次 ÷ 本机构诊疗人次</source>
   <translation>Upward referrals ÷ own outpatient visits</translation>
  </message>
  <message>
   <source>上转指征</source>
   <translation>Indications for upward referral</translation>
  </message>
  <message>
   <source>上转率</source>
   <translation>Upward referral rate</translation>
  </message>
  <message>
   <source>上转目的</source>
   <translation>Purpose of upward referral</translation>
  </message>
  <message>
   <source>下一步治疗方案</source>
   <translation>Further treatment plan</translation>
  </message>
  <message>
   <source>下次 {day}</source>
   <translation>Next {day}</translation>
  </message>
  <message>
   <source>下次评估日期</source>
   <translation>Next assessment</translation>
  </message>
  <message>
   <source>下次随访</source>
   <translation>Next follow-up</translation>
  </message>
  <message>
   <source>下次随访日期</source>
   <translation>Next follow-up date</translation>
  </message>
  <message>
   <source>下次随访日期应在本次之后，请核对</source>
   <translation>The next follow-up must be after this one; please check</translation>
  </message>
  <message>
   <source>下肢水肿</source>
   <translation>Leg oedema</translation>
  </message>
  <message>
   <source>下肢浮肿</source>
   <translation>Leg oedema</translation>
  </message>
  <message>
   <source>下转指征</source>
   <translation>Indications for downward referral</translation>
  </message>
  <message>
   <source>下转率</source>
   <translation>Downward referral rate</translation>
  </message>
  <message>
   <source>下转目的</source>
   <translation>Purpose of downward referral</translation>
  </message>
  <message>
   <source>不再送</source>
   <translation>Stop sending</translation>
  </message>
  <message>
   <source>不愿意</source>
   <translation>Unwilling</translation>
  </message>
  <message>
   <source>不明原因消瘦</source>
   <translation>Unexplained weight loss</translation>
  </message>
  <message>
   <source>不是同一个人</source>
   <translation>Not the same person</translation>
  </message>
  <message>
   <source>不是正确的 JSON：第 {line} 行第 {column} 列，请检查引号和逗号。</source>
   <translation>Not valid JSON: line {line}, column {column}. Please check quotes and commas.</translation>
  </message>
  <message>
   <source>不是转诊单</source>
   <translation>Not a referral slip</translation>
  </message>
  <message>
   <source>不服药</source>
   <translation>Does not take drugs</translation>
  </message>
  <message>
   <source>不清楚</source>
   <translation>Unclear</translation>
  </message>
  <message>
   <source>不满意</source>
   <translation>Dissatisfied</translation>
  </message>
  <message>
   <source>不满意或不良反应，几天内随访</source>
   <translation>Unsatisfactory or adverse reaction: visit within days</translation>
  </message>
  <message>
   <source>不用答复了，已解决。</source>
   <translation>No answer needed any more, it is settled.</translation>
  </message>
  <message>
   <source>不用药</source>
   <translation>No medication</translation>
  </message>
  <message>
   <source>不知进展</source>
   <translation>progress unknown</translation>
  </message>
  <message>
   <source>不知道怎么去</source>
   <translation>Does not know how to get there</translation>
  </message>
  <message>
   <source>不稳定</source>
   <translation>Unstable</translation>
  </message>
  <message>
   <source>不能写到 {file}。内容已保存，请另选位置。</source>
   <translation>Cannot write to {file}. Your work is saved. Please choose another place.</translation>
  </message>
  <message>
   <source>不能打印</source>
   <translation>Cannot print</translation>
  </message>
  <message>
   <source>不能按“{name}”筛选统计。</source>
   <translation>Statistics cannot be narrowed by "{name}".</translation>
  </message>
  <message>
   <source>不能自理（≥19分）</source>
   <translation>Dependent (19 points or more)</translation>
  </message>
  <message>
   <source>不良反应</source>
   <translation>Adverse reactions</translation>
  </message>
  <message>
   <source>不良反应程度</source>
   <translation>Severity of adverse reaction</translation>
  </message>
  <message>
   <source>不良反应能否处理</source>
   <translation>Can the adverse reaction be handled</translation>
  </message>
  <message>
   <source>不良反应表现</source>
   <translation>Signs of adverse reaction</translation>
  </message>
  <message>
   <source>不认识开单的机构，不能证明是真的。请先同步一次再扫；仍不认识就打电话核实。</source>
   <translation>The issuing organization is unknown, so the slip cannot be proved genuine. Sync first and scan again; if still unknown, call to verify.</translation>
  </message>
  <message>
   <source>不认识的项目 {key}，请检查拼写。</source>
   <translation>Unknown item {key}. Please check the spelling.</translation>
  </message>
  <message>
   <source>不需协助，可自控</source>
   <translation>No help needed, full control</translation>
  </message>
  <message>
   <source>与上级医院约定出院时同时发出回转单，逾期的由专人催要。</source>
   <translation>Agree with the higher hospitals that the return slip is sent at discharge; name a person who asks for late ones.</translation>
  </message>
  <message>
   <source>与上级医院转诊窗口约定值班和答复时限，超时的电话催办。</source>
   <translation>Agree with the referral desks of the higher hospitals on duty hours and time to reply; call when it is exceeded.</translation>
  </message>
  <message>
   <source>与上级医院逐例核对拒收原因，更新各科接诊范围和联系电话，转出前先电话联系。</source>
   <translation>Go through every declined referral with the higher hospital, update what each department takes and its phone, and call before referring.</translation>
  </message>
  <message>
   <source>与患者关系</source>
   <translation>Relationship to patient</translation>
  </message>
  <message>
   <source>与第 {row} 行是同一个人</source>
   <translation>Same person as row {row}</translation>
  </message>
  <message>
   <source>两个都保留</source>
   <translation>Both kept</translation>
  </message>
  <message>
   <source>两份资料的身份证号不同，是两个人，没有合并。号码有错的请先更正再合并</source>
   <translation>The two records have different ID numbers: they are two people and were not merged. If a number is wrong, correct it first</translation>
  </message>
  <message>
   <source>两周后仍未稳定，请精神专科医师指导，一个月时随访</source>
   <translation>Still unstable after two weeks: ask a psychiatrist for guidance; follow up in a month</translation>
  </message>
  <message>
   <source>两次随访期间住院情况</source>
   <translation>Hospital stays since the last follow-up</translation>
  </message>
  <message>
   <source>两次随访期间关锁情况</source>
   <translation>Locked up since the last follow-up</translation>
  </message>
  <message>
   <source>两边改得不一样</source>
   <translation>Changed differently on both sides</translation>
  </message>
  <message>
   <source>两遍新密码不一样，请再输一遍</source>
   <translation>The two new passwords differ. Please enter it again</translation>
  </message>
  <message>
   <source>严重</source>
   <translation>Severe</translation>
  </message>
  <message>
   <source>严重精神障碍患者随访服务记录表</source>
   <translation>Follow-up form for severe mental disorder</translation>
  </message>
  <message>
   <source>严重躯体疾病</source>
   <translation>Severe physical illness</translation>
  </message>
  <message>
   <source>个人生活料理</source>
   <translation>Personal care</translation>
  </message>
  <message>
   <source>中</source>
   <translation>Medium</translation>
  </message>
  <message>
   <source>中度依赖（9～18分）</source>
   <translation>Moderately dependent (9–18 points)</translation>
  </message>
  <message>
   <source>中断</source>
   <translation>Interrupted</translation>
  </message>
  <message>
   <source>中间反馈</source>
   <translation>Interim feedback</translation>
  </message>
  <message>
   <source>主要往来机构</source>
   <translation>Main partner organizations</translation>
  </message>
  <message>
   <source>主要既往史</source>
   <translation>Relevant past history</translation>
  </message>
  <message>
   <source>主要检查结果</source>
   <translation>Main findings</translation>
  </message>
  <message>
   <source>主要现病史</source>
   <translation>Present illness</translation>
  </message>
  <message>
   <source>主要病种</source>
   <translation>Main diagnoses</translation>
  </message>
  <message>
   <source>主要科室</source>
   <translation>Main departments</translation>
  </message>
  <message>
   <source>主食</source>
   <translation>Staple food</translation>
  </message>
  <message>
   <source>主食目标</source>
   <translation>Staple food target</translation>
  </message>
  <message>
   <source>书写人</source>
   <translation>Written by</translation>
  </message>
  <message>
   <source>事件</source>
   <translation>Event</translation>
  </message>
  <message>
   <source>五类合计，{how}</source>
   <translation>Five kinds in all, {how}</translation>
  </message>
  <message>
   <source>交接时间</source>
   <translation>Hand-over time</translation>
  </message>
  <message>
   <source>交流困难</source>
   <translation>Difficulty communicating</translation>
  </message>
  <message>
   <source>交通</source>
   <translation>Transport</translation>
  </message>
  <message>
   <source>人员角色</source>
   <translation>Staff role</translation>
  </message>
  <message>
   <source>今天</source>
   <translation>Today</translation>
  </message>
  <message>
   <source>从未</source>
   <translation>Never</translation>
  </message>
  <message>
   <source>从登记的数据中没有发现未达标的项目。</source>
   <translation>The registered data shows nothing below target.</translation>
  </message>
  <message>
   <source>代码表</source>
   <translation>Code tables</translation>
  </message>
  <message>
   <source>伤人毁物</source>
   <translation>Injured others or damaged property</translation>
  </message>
  <message>
   <source>位移最多 50 毫米，缩放在 0.9 到 1.1 之间，请重新量一下。</source>
   <translation>At most 50 mm of shift and a scale of 0.9 to 1.1. Please measure again.</translation>
  </message>
  <message>
   <source>低血糖反应</source>
   <translation>Hypoglycaemia</translation>
  </message>
  <message>
   <source>低血糖反应频繁，建议转诊调整方案</source>
   <translation>Frequent hypoglycaemia; referral to adjust treatment advised</translation>
  </message>
  <message>
   <source>住院治疗</source>
   <translation>Inpatient treatment</translation>
  </message>
  <message>
   <source>住院病案号</source>
   <translation>Inpatient record no.</translation>
  </message>
  <message>
   <source>体征</source>
   <translation>Signs</translation>
  </message>
  <message>
   <source>体温</source>
   <translation>Temperature</translation>
  </message>
  <message>
   <source>体温 {value}℃ 伴惊厥：建议紧急转诊</source>
   <translation>Temperature {value} °C with convulsions: urgent referral advised</translation>
  </message>
  <message>
   <source>体温 {value}℃，超过 {limit}℃</source>
   <translation>Temperature {value} °C, above {limit} °C</translation>
  </message>
  <message>
   <source>体质指数</source>
   <translation>BMI</translation>
  </message>
  <message>
   <source>体质指数目标</source>
   <translation>BMI target</translation>
  </message>
  <message>
   <source>体重</source>
   <translation>Weight</translation>
  </message>
  <message>
   <source>体重明显下降</source>
   <translation>Marked weight loss</translation>
  </message>
  <message>
   <source>体重目标</source>
   <translation>Weight target</translation>
  </message>
  <message>
   <source>作废</source>
   <translation>Void</translation>
  </message>
  <message>
   <source>使用餐具将饭菜送入口、咀嚼、吞咽等活动</source>
   <translation>Bringing food to the mouth, chewing, swallowing</translation>
  </message>
  <message>
   <source>保存团队</source>
   <translation>Team saved</translation>
  </message>
  <message>
   <source>保存联系卡</source>
   <translation>Contact card saved</translation>
  </message>
  <message>
   <source>保留多少个旧日志文件，每个 2 MB</source>
   <translation>How many old log files to keep, 2 MB each</translation>
  </message>
  <message>
   <source>保留的记录</source>
   <translation>Record kept</translation>
  </message>
  <message>
   <source>保留这条记录</source>
   <translation>Keep this record</translation>
  </message>
  <message>
   <source>修改</source>
   <translation>Edit</translation>
  </message>
  <message>
   <source>修改密码</source>
   <translation>Change password</translation>
  </message>
  <message>
   <source>修改设置</source>
   <translation>Change settings</translation>
  </message>
  <message>
   <source>借助较大的外力才能完成站立、行走，不能上下楼梯</source>
   <translation>Needs much help to stand or walk, cannot use stairs</translation>
  </message>
  <message>
   <source>借助较小的外力或辅助装置能完成站立、行走、上下楼梯等</source>
   <translation>Stands, walks and uses stairs with a little help or an aid</translation>
  </message>
  <message>
   <source>值守时间</source>
   <translation>Hours on duty</translation>
  </message>
  <message>
   <source>停用团队</source>
   <translation>Team closed</translation>
  </message>
  <message>
   <source>停用日期</source>
   <translation>Closed on</translation>
  </message>
  <message>
   <source>停用时间</source>
   <translation>Disabled at</translation>
  </message>
  <message>
   <source>停用联系卡</source>
   <translation>Contact card withdrawn</translation>
  </message>
  <message>
   <source>健康档案编号</source>
   <translation>Health record no.</translation>
  </message>
  <message>
   <source>健康档案编号应为 17 位数字，现在是 {count} 位</source>
   <translation>A health record number has 17 digits, now {count}</translation>
  </message>
  <message>
   <source>偶尔</source>
   <translation>Occasional</translation>
  </message>
  <message>
   <source>偶尔失禁，但基本上能如厕或使用便具</source>
   <translation>Occasional incontinence, mostly able to use the toilet</translation>
  </message>
  <message>
   <source>免备案人群与年龄相符</source>
   <translation>Filing-exempt group fits the age</translation>
  </message>
  <message>
   <source>免备案人群选了“{group}”，但患者 {age} 岁，对不上</source>
   <translation>The filing-exempt group "{group}" does not fit: the patient is {age}</translation>
  </message>
  <message>
   <source>免备案原因</source>
   <translation>Reason for filing exemption</translation>
  </message>
  <message>
   <source>免转诊备案人群</source>
   <translation>Filing-exempt group for referral</translation>
  </message>
  <message>
   <source>入院</source>
   <translation>Admission</translation>
  </message>
  <message>
   <source>公钥</source>
   <translation>Public key</translation>
  </message>
  <message>
   <source>共 {rows} 行：新建 {imported} 人，已有 {matched} 人（补充 {updated} 人），待更正 {to_correct} 行，空行 {empty} 行。</source>
   <translation>{rows} rows: {imported} new, {matched} already known ({updated} completed), {to_correct} to correct, {empty} empty.</translation>
  </message>
  <message>
   <source>关锁</source>
   <translation>Locked up</translation>
  </message>
  <message>
   <source>关锁与住院</source>
   <translation>Locking up and hospital stays</translation>
  </message>
  <message>
   <source>关锁已解除</source>
   <translation>No longer locked up</translation>
  </message>
  <message>
   <source>关闭原因</source>
   <translation>Reason for closing</translation>
  </message>
  <message>
   <source>兴奋话多</source>
   <translation>Excited, talkative</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>其他不能处理的疾病</source>
   <translation>Other illness that cannot be handled here</translation>
  </message>
  <message>
   <source>其他体征</source>
   <translation>Other signs</translation>
  </message>
  <message>
   <source>其他危害行为</source>
   <translation>Other harmful behaviour</translation>
  </message>
  <message>
   <source>其他检查</source>
   <translation>Other tests</translation>
  </message>
  <message>
   <source>其他症状</source>
   <translation>Other symptoms</translation>
  </message>
  <message>
   <source>其他资料和物品</source>
   <translation>Other papers and things</translation>
  </message>
  <message>
   <source>内容</source>
   <translation>Content</translation>
  </message>
  <message>
   <source>内容校验值</source>
   <translation>Checksum</translation>
  </message>
  <message>
   <source>内容被改动</source>
   <translation>Content altered</translation>
  </message>
  <message>
   <source>内容被改动，或码没有印全。请不要据此接收，核对纸面并打电话问开单机构。</source>
   <translation>The content was altered, or the code is not printed in full. Do not accept the patient on this basis; check the paper and call the issuing organization.</translation>
  </message>
  <message>
   <source>内容要写成一个 JSON 对象，形如 {example}。</source>
   <translation>The content must be a JSON object, like {example}.</translation>
  </message>
  <message>
   <source>内容还在本机；前面有没处理的请先处理，等县平台收到开头后会自动再送</source>
   <translation>The content is still here; first settle what stands before it, and it is sent again by itself once the county hub has the beginning</translation>
  </message>
  <message>
   <source>内容还在本机；患者由本机构填写的请先处理，等县平台收到患者后会自动再送</source>
   <translation>It is still on this computer. If this institution entered the patient, deal with the patient first; once the county hub has the patient, it is sent again by itself</translation>
  </message>
  <message>
   <source>内容还在本机；请县平台管理员把对方机构加进名录，加好后会自动再送；选错了机构的，打开它改正后保存，再点“再送一次”</source>
   <translation>The content is still here; ask the county hub administrator to add the other institution to the directory, then it is sent again by itself. If the wrong institution was chosen, open it, correct and save it, then choose Send again</translation>
  </message>
  <message>
   <source>内容还在本机；请打开它改正后保存，再点“再送一次”</source>
   <translation>The content is still here; open it, correct and save it, then choose Send again</translation>
  </message>
  <message>
   <source>内容还在本机；请打开它改短后保存，再点“再送一次”</source>
   <translation>The content is still here; open it, shorten and save it, then choose Send again</translation>
  </message>
  <message>
   <source>内容还在本机；请点“导出没有接受的”，把文件交给县平台管理员</source>
   <translation>The content is still here; choose Export refused work and give the file to the county hub administrator</translation>
  </message>
  <message>
   <source>内容还在本机；请联系县平台管理员</source>
   <translation>The content is still here; please contact the county hub administrator</translation>
  </message>
  <message>
   <source>内容还在本机；请联系县平台管理员核对，再点“不再送”</source>
   <translation>The content is still here; ask the hub's administrator to check, then press 'Stop sending'</translation>
  </message>
  <message>
   <source>内容还在本机；请联系县平台管理员，再点“不再送”</source>
   <translation>The content is still here; contact the county hub administrator, then choose Stop sending</translation>
  </message>
  <message>
   <source>内容还在本机；请让管理它的机构更正，再点“不再送”</source>
   <translation>The content is still here; have the organization that keeps it correct it, then choose Stop sending</translation>
  </message>
  <message>
   <source>内容还在本机；请重新登记一条更正，再点“不再送”</source>
   <translation>The content is still here; record a new correction, then choose Stop sending</translation>
  </message>
  <message>
   <source>内容里有损坏的字符</source>
   <translation>The content holds a damaged character</translation>
  </message>
  <message>
   <source>再次转诊</source>
   <translation>Referred again</translation>
  </message>
  <message>
   <source>再次送审</source>
   <translation>Hand in again</translation>
  </message>
  <message>
   <source>再送一次</source>
   <translation>Send again</translation>
  </message>
  <message>
   <source>写回转单</source>
   <translation>Write return slip</translation>
  </message>
  <message>
   <source>写好未发出</source>
   <translation>Written, not sent</translation>
  </message>
  <message>
   <source>写的时间</source>
   <translation>Written at</translation>
  </message>
  <message>
   <source>决定</source>
   <translation>Decision</translation>
  </message>
  <message>
   <source>决定之后{label}又改过，现在是“{now}”，没有撤销。需要时请直接在资料里修改。</source>
   <translation>{label} was changed again after the decision and is now "{now}"; nothing was undone. If need be, change it in the record itself.</translation>
  </message>
  <message>
   <source>决定冲突</source>
   <translation>Decide a conflict</translation>
  </message>
  <message>
   <source>决定前</source>
   <translation>Before the decision</translation>
  </message>
  <message>
   <source>决定时所问</source>
   <translation>Asked when decided</translation>
  </message>
  <message>
   <source>决定时间</source>
   <translation>Decided at</translation>
  </message>
  <message>
   <source>决定者</source>
   <translation>Decided by</translation>
  </message>
  <message>
   <source>减弱</source>
   <translation>Weakened</translation>
  </message>
  <message>
   <source>几种情况同时存在时选最严重的一种</source>
   <translation>If several apply, choose the most severe</translation>
  </message>
  <message>
   <source>出发时间</source>
   <translation>Time of leaving</translation>
  </message>
  <message>
   <source>出现新的并发症</source>
   <translation>New complications</translation>
  </message>
  <message>
   <source>出现新的并发症或原有并发症加重，建议转诊</source>
   <translation>New or worsening complications; referral advised</translation>
  </message>
  <message>
   <source>出现时间</source>
   <translation>Onset</translation>
  </message>
  <message>
   <source>出生日期</source>
   <translation>Date of birth</translation>
  </message>
  <message>
   <source>出生日期“{text}”的年份不完整，请写四位年份</source>
   <translation>Date of birth "{text}": the year is incomplete; please write four digits</translation>
  </message>
  <message>
   <source>出生日期“{text}”缺少日，请补全</source>
   <translation>Date of birth "{text}" lacks the day; please complete it</translation>
  </message>
  <message>
   <source>出生日期不是有效日期，例如 1958-03-12</source>
   <translation>The date of birth is not valid; example: 1958-03-12</translation>
  </message>
  <message>
   <source>出生日期与身份证号（{day}）不一致，请对照证件核对</source>
   <translation>The date of birth differs from the ID number ({day}); please check the ID card</translation>
  </message>
  <message>
   <source>出生日期在今天之后，请核对</source>
   <translation>The date of birth is after today; please check</translation>
  </message>
  <message>
   <source>出错了</source>
   <translation>Something went wrong</translation>
  </message>
  <message>
   <source>分类</source>
   <translation>Category</translation>
  </message>
  <message>
   <source>初始化</source>
   <translation>Set up</translation>
  </message>
  <message>
   <source>初步印象</source>
   <translation>Initial impression</translation>
  </message>
  <message>
   <source>初步印象编码</source>
   <translation>Initial impression code</translation>
  </message>
  <message>
   <source>删除</source>
   <translation>Removal</translation>
  </message>
  <message>
   <source>删除这条记录</source>
   <translation>Remove this record</translation>
  </message>
  <message>
   <source>别人</source>
   <translation>Someone else</translation>
  </message>
  <message>
   <source>到诊</source>
   <translation>Arrived</translation>
  </message>
  <message>
   <source>到达时间</source>
   <translation>Time of arrival</translation>
  </message>
  <message>
   <source>到院后回转（小时）</source>
   <translation>Return after arrival (hours)</translation>
  </message>
  <message>
   <source>制度建设、组织领导、培训、宣传、专家下沉等做法和成效</source>
   <translation>What was done and achieved: rules, organization, training, publicity, specialists sent down</translation>
  </message>
  <message>
   <source>前一张转诊单</source>
   <translation>Previous referral slip</translation>
  </message>
  <message>
   <source>剧烈头痛或头晕</source>
   <translation>Severe headache or dizziness</translation>
  </message>
  <message>
   <source>办结</source>
   <translation>Completed</translation>
  </message>
  <message>
   <source>办结的转诊 ÷ 发出和收到的转诊（撤销的不计）</source>
   <translation>Completed referrals ÷ referrals sent and received (withdrawn ones not counted)</translation>
  </message>
  <message>
   <source>加入县平台</source>
   <translation>Join the county hub</translation>
  </message>
  <message>
   <source>加入时间</source>
   <translation>Added at</translation>
  </message>
  <message>
   <source>加入者</source>
   <translation>Added by</translation>
  </message>
  <message>
   <source>加密文件不完整或被改动过，没有使用其中的内容。请重新拷贝，或让对方重新导出。</source>
   <translation>The encrypted file is incomplete or was altered; nothing in it was used. Copy it again, or have the other side export it again.</translation>
  </message>
  <message>
   <source>加重</source>
   <translation>Worse</translation>
  </message>
  <message>
   <source>医保、登记员</source>
   <translation>Insurance clerk, registrar</translation>
  </message>
  <message>
   <source>医保号</source>
   <translation>Insurance no.</translation>
  </message>
  <message>
   <source>医嘱无需用药</source>
   <translation>No medication needed as prescribed</translation>
  </message>
  <message>
   <source>医生</source>
   <translation>Doctor</translation>
  </message>
  <message>
   <source>医生电话</source>
   <translation>Doctor's phone</translation>
  </message>
  <message>
   <source>医疗费用支付方式</source>
   <translation>Method of payment</translation>
  </message>
  <message>
   <source>升级前要在 {folder} 留一份副本，但写不进去（{reason}）。数据库没有升级，没有改动。请检查文件夹权限后重新打开。</source>
   <translation>Before the upgrade a copy must be kept in {folder}, but it cannot be written ({reason}). The database was not upgraded and not changed. Check the folder's permissions and open again.</translation>
  </message>
  <message>
   <source>协议编号</source>
   <translation>Agreement no.</translation>
  </message>
  <message>
   <source>单上的{label}与患者资料（证件）不一致，窗口会退回，请核对后再打印</source>
   <translation>{label} on the slip differs from the patient's details (ID card); the counter will send it back. Check before printing</translation>
  </message>
  <message>
   <source>单号</source>
   <translation>Slip number</translation>
  </message>
  <message>
   <source>单号 {number} 不是本机发出的，没有作废。请核对单号。</source>
   <translation>Slip no. {number} was not issued by this computer and was not voided. Please check the number.</translation>
  </message>
  <message>
   <source>单号 {number} 现在是“{phase}”，不能“{event}”。请刷新看看最新进展</source>
   <translation>Slip no. {number} is now "{phase}"; "{event}" is not possible. Please refresh to see the latest</translation>
  </message>
  <message>
   <source>单号 {number} 还没有回转单。</source>
   <translation>Slip no. {number} has no return slip yet.</translation>
  </message>
  <message>
   <source>单号作废</source>
   <translation>Slip number voided</translation>
  </message>
  <message>
   <source>单号换用新的编号段</source>
   <translation>Slip numbers moved to a new segment</translation>
  </message>
  <message>
   <source>单号机构段</source>
   <translation>Organization part of the slip number</translation>
  </message>
  <message>
   <source>单号机构段只能是 1 到 8 个大写字母或数字，不用字母 I 和 O，以免和 1、0 混淆</source>
   <translation>The organization part of the slip number takes 1 to 8 capital letters or digits, without I and O, which look like 1 and 0</translation>
  </message>
  <message>
   <source>单号正确</source>
   <translation>Slip number correct</translation>
  </message>
  <message>
   <source>单号连续，没有发现另一份数据。</source>
   <translation>Slip numbers run on; no second copy of the data was noticed.</translation>
  </message>
  <message>
   <source>单机使用，不知对方是否已处理；已过 {waited}</source>
   <translation>Stand-alone: unknown whether the other side has dealt with it; {waited} have passed</translation>
  </message>
  <message>
   <source>单机使用，未联网</source>
   <translation>Stand-alone, no network</translation>
  </message>
  <message>
   <source>单机使用，没有加入县平台。</source>
   <translation>Stand-alone, not joined to the county hub.</translation>
  </message>
  <message>
   <source>单机使用，还没有登记县平台。资料只在本机，请按时备份。</source>
   <translation>Stand-alone, not enrolled with the county hub. Data is only on this computer; please back up regularly.</translation>
  </message>
  <message>
   <source>卡上的姓名太长，放不下，所以没有打印，数据都在。请核对姓名后再打印。</source>
   <translation>The name is too long for the card, so nothing was printed; no data is lost. Please check the name, then print again.</translation>
  </message>
  <message>
   <source>卡片放不下</source>
   <translation>Card too full</translation>
  </message>
  <message>
   <source>卧床不起，活动完全需要帮助</source>
   <translation>Bedridden, needs full help to move</translation>
  </message>
  <message>
   <source>危急情况</source>
   <translation>Critical signs</translation>
  </message>
  <message>
   <source>危险性</source>
   <translation>Risk</translation>
  </message>
  <message>
   <source>危险性评估</source>
   <translation>Risk assessment</translation>
  </message>
  <message>
   <source>危险性评估 {risk} 级，必要时报告公安部门</source>
   <translation>Risk level {risk}; inform the police if necessary</translation>
  </message>
  <message>
   <source>危险行为</source>
   <translation>Dangerous behaviour</translation>
  </message>
  <message>
   <source>原因：{reason}</source>
   <translation>Reason: {reason}</translation>
  </message>
  <message>
   <source>原密码不对，密码没有改动，请再输一次</source>
   <translation>The old password is wrong; the password is unchanged. Please enter it again</translation>
  </message>
  <message>
   <source>原有并发症加重</source>
   <translation>Existing complications worse</translation>
  </message>
  <message>
   <source>原来</source>
   <translation>Before</translation>
  </message>
  <message>
   <source>原管理机构</source>
   <translation>Former institution</translation>
  </message>
  <message>
   <source>去了其他医院</source>
   <translation>Went to another hospital</translation>
  </message>
  <message>
   <source>去年同期</source>
   <translation>Last year</translation>
  </message>
  <message>
   <source>县域内就诊人次</source>
   <translation>In-county visits</translation>
  </message>
  <message>
   <source>县域内就诊率</source>
   <translation>In-county care rate</translation>
  </message>
  <message>
   <source>县平台</source>
   <translation>County hub</translation>
  </message>
  <message>
   <source>县平台上没有找到这位患者，没有改动。请先同步再试。</source>
   <translation>The county hub does not have this patient. Nothing was changed. Sync first, then try again.</translation>
  </message>
  <message>
   <source>县平台上的资料已全部取回，两边核对一致：患者 {n} 人，可以照常使用。</source>
   <translation>Everything from the hub is here and both ends compared equal. Patients: {n}. You can work as usual.</translation>
  </message>
  <message>
   <source>县平台上的资料还没有取完，会接着取。本机可以照常使用。</source>
   <translation>Not everything from the hub is here yet; the rest follows by itself. You can work as usual.</translation>
  </message>
  <message>
   <source>县平台上的资料还没有取完，正在取的一份已取 {size}；断了线会从断处接着取。本机可以照常使用。</source>
   <translation>Not everything from the county hub has arrived yet; of the part on its way {size} is here. If the line breaks, it goes on from there. You can work as usual.</translation>
  </message>
  <message>
   <source>县平台不认识这台电脑了，多半是它用较早的备份恢复过。内容都还在本机，一条没有少。请向县平台管理员要一行新的登记码，按“重新登记”填进去。</source>
   <translation>The county hub does not know this computer any more; most likely it was restored from an older backup. Everything is still here, nothing is missing. Ask the hub's administrator for a new enrolment line, press 'Enrol again' and put it in.</translation>
  </message>
  <message>
   <source>县平台不认识这台电脑了，请重新登记</source>
   <translation>The county hub does not know this computer any more; please enrol again</translation>
  </message>
  <message>
   <source>县平台出了内部错误，这次没有存下；数据都在本机，会自动重试。请告诉县平台管理员。</source>
   <translation>The county hub had an internal fault and did not store anything this time. Everything is still on this computer and will be sent again by itself. Please tell the county hub administrator.</translation>
  </message>
  <message>
   <source>县平台已收到，等对方收取</source>
   <translation>At the county hub, waiting for the other side to fetch it</translation>
  </message>
  <message>
   <source>县平台已收到；对方{since}后没有连上县平台</source>
   <translation>At the hub; the other side has not reached it since {since}</translation>
  </message>
  <message>
   <source>县平台很久没有回应，线路可能很慢。本机数据安全，稍后会自动再试。</source>
   <translation>The county hub has not answered for long; the line may be slow. Data on this computer is safe; it will try again later.</translation>
  </message>
  <message>
   <source>县平台恢复后还缺 {count} 条，本机都留着；填写的电脑没有补上的，一两天内由本机自动送回。</source>
   <translation>Records the hub lacks since it was restored: {count}. All are kept here. What the PCs that wrote them do not send again, this PC gives back by itself within a day or two.</translation>
  </message>
  <message>
   <source>县平台数据库出错：{reason}</source>
   <translation>The county hub's database reported an error: {reason}</translation>
  </message>
  <message>
   <source>县平台数据库尚未初始化，请先运行 clinic-hub init。</source>
   <translation>The county hub's database has not been set up yet. Run clinic-hub init first.</translation>
  </message>
  <message>
   <source>县平台数据库正忙，请稍后再试；没有丢失数据。</source>
   <translation>The county hub's database is busy. Try again later; nothing was lost.</translation>
  </message>
  <message>
   <source>县平台有 {count} 项没有接受，请到“数据往来”处理。</source>
   <translation>The hub refused {count}; see to them under Exchange.</translation>
  </message>
  <message>
   <source>县平台正忙或在维护。本机数据安全，稍后会自动再试。</source>
   <translation>The county hub is busy or in maintenance. Data on this computer is safe; it will try again later.</translation>
  </message>
  <message>
   <source>县平台没有对方机构</source>
   <translation>The county hub does not have the other organization</translation>
  </message>
  <message>
   <source>县平台没有接受</source>
   <translation>Not accepted by the county</translation>
  </message>
  <message>
   <source>县平台没有接受。</source>
   <translation>The county hub did not accept it.</translation>
  </message>
  <message>
   <source>县平台没有接受登记码。</source>
   <translation>The county hub did not accept the enrolment code.</translation>
  </message>
  <message>
   <source>县平台没有接受的内容</source>
   <translation>Not accepted by the county hub</translation>
  </message>
  <message>
   <source>县平台没有接受这次同步。</source>
   <translation>The county hub did not accept this sync.</translation>
  </message>
  <message>
   <source>县平台没有接受（{code}）</source>
   <translation>Not accepted by the county hub ({code})</translation>
  </message>
  <message>
   <source>县平台没有接受，请处理</source>
   <translation>Not accepted by the county hub, to be dealt with</translation>
  </message>
  <message>
   <source>县平台没有这份附件的登记，或它已被移除。</source>
   <translation>The county hub has no record of this attachment, or it was removed.</translation>
  </message>
  <message>
   <source>县平台用备份恢复过。本机已把它可能丢失的内容重新排入待上传，本机数据没有变动；别处填写、只有本机还留着的，过一两天没有补上就由本机自动送回。</source>
   <translation>The hub was restored from a backup. This PC has queued again what the hub may have lost; nothing changed here. What was written elsewhere and only this PC still has is given back by itself if nobody sends it within a day or two.</translation>
  </message>
  <message>
   <source>县平台的名单里没有这台电脑，没有收发数据。本机数据都在，请向县平台管理员要新的登记码，重新登记。</source>
   <translation>This computer is not in the county hub's list. Nothing was sent or received. Everything is still on this computer. Ask the county hub administrator for a new enrolment code and enrol again.</translation>
  </message>
  <message>
   <source>县平台的名录里没有这家机构，没有改动。请先同步再选。</source>
   <translation>This institution is not in the county hub's directory. Nothing was changed. Sync first, then choose again.</translation>
  </message>
  <message>
   <source>县平台的地址不对，请在设置里核对。本机数据安全。</source>
   <translation>The address of the county hub is wrong; please check it in the settings. Data on this computer is safe.</translation>
  </message>
  <message>
   <source>县平台的数据包变了，这次没有取完。本机数据安全，会自动重新取。</source>
   <translation>The county hub's data package changed, so it was not fetched completely. Data on this computer is safe; it is fetched again automatically.</translation>
  </message>
  <message>
   <source>县平台的数据库被别的程序直接改动过 {n} 处，县平台已改回原样。请告诉县平台管理员。</source>
   <translation>Another program had changed the county hub's database directly; the hub has put it back. Places changed: {n}. Please tell the county hub administrator.</translation>
  </message>
  <message>
   <source>县平台看不懂这次发送的内容，没有接收；数据都在本机。请把程序升级到最新版本后再试。</source>
   <translation>The county hub could not read what was sent and did not take it. Everything is still on this computer. Update the program to the latest version, then try again.</translation>
  </message>
  <message>
   <source>县平台磁盘已满，这次没有存下；各机构的数据仍在各自本机，腾出空间后会自动补上。</source>
   <translation>The county hub's disk is full and nothing was stored this time. Every institution's data is still on its own computers and will follow by itself once there is room.</translation>
  </message>
  <message>
   <source>县平台还没有收全这个附件，请稍后再试。</source>
   <translation>The county hub does not have the whole of this attachment yet. Try again later.</translation>
  </message>
  <message>
   <source>县平台还没有收全，会再取</source>
   <translation>County has not got all of it; will retry</translation>
  </message>
  <message>
   <source>县平台还没有这位患者的记录</source>
   <translation>The county hub does not have this patient's record yet</translation>
  </message>
  <message>
   <source>县平台还没有这条记录的开头部分</source>
   <translation>The county hub does not have the beginning of this record yet</translation>
  </message>
  <message>
   <source>县级转诊办</source>
   <translation>County referral desk</translation>
  </message>
  <message>
   <source>县里更正</source>
   <translation>County correction</translation>
  </message>
  <message>
   <source>县里更正资料</source>
   <translation>Record corrected at the county</translation>
  </message>
  <message>
   <source>参保居民全部就诊人次</source>
   <translation>All visits of insured residents</translation>
  </message>
  <message>
   <source>参保居民县域内就诊人次 ÷ 参保居民全部就诊人次</source>
   <translation>In-county visits of insured residents ÷ all visits of insured residents</translation>
  </message>
  <message>
   <source>参保患者没有医保号也没有身份证号，报销时查不到人</source>
   <translation>The insured patient has neither insurance number nor ID number; nobody can be found for reimbursement</translation>
  </message>
  <message>
   <source>及时</source>
   <translation>Timely</translation>
  </message>
  <message>
   <source>双侧</source>
   <translation>Both sides</translation>
  </message>
  <message>
   <source>双向转诊登记本（上转）</source>
   <translation>Two-way referral register (upward)</translation>
  </message>
  <message>
   <source>双向转诊登记本（下转接收）</source>
   <translation>Two-way referral register (taken back)</translation>
  </message>
  <message>
   <source>双向转诊联系卡</source>
   <translation>Two-way referral contact card</translation>
  </message>
  <message>
   <source>双方同时做了不同的事：{one}“{first}”，{other}“{second}”。现按“{first}”处理，请打电话核对。</source>
   <translation>Both sides did different things at the same time: {one} "{first}", {other} "{second}". "{first}" applies for now; please call to check.</translation>
  </message>
  <message>
   <source>反馈内容最多 {most} 个字</source>
   <translation>Feedback: at most {most} characters</translation>
  </message>
  <message>
   <source>发出</source>
   <translation>Send</translation>
  </message>
  <message>
   <source>发出 → 写回转单</source>
   <translation>Sent → return slip written</translation>
  </message>
  <message>
   <source>发出 → 对方第一次答复</source>
   <translation>Sent → first reply of the other side</translation>
  </message>
  <message>
   <source>发出 → 患者到院</source>
   <translation>Sent → patient arrived</translation>
  </message>
  <message>
   <source>发热</source>
   <translation>Fever</translation>
  </message>
  <message>
   <source>发现日期</source>
   <translation>Found on</translation>
  </message>
  <message>
   <source>发现这份数据有另一份拷贝在使用，或是用旧备份恢复的。本机已换用新的编号继续，两份的内容都会保留，缺少的会从县平台取回。</source>
   <translation>Another copy of these data is in use, or they were restored from an old backup. This computer goes on under a new number; the content of both is kept, and what is missing is fetched from the county hub.</translation>
  </message>
  <message>
   <source>发生时间</source>
   <translation>Time it happened</translation>
  </message>
  <message>
   <source>发生时间在现在之后，请核对</source>
   <translation>The time is in the future; please check</translation>
  </message>
  <message>
   <source>口令不对。数据库没有动过，可以再试。</source>
   <translation>Wrong passphrase. The database is untouched; you can try again.</translation>
  </message>
  <message>
   <source>另一个</source>
   <translation>The other one</translation>
  </message>
  <message>
   <source>另一个程序正占用数据库 {path}。已保存的内容安全。请关闭它后重试。</source>
   <translation>Another program is using the database {path}. What was saved is safe. Close it and try again.</translation>
  </message>
  <message>
   <source>另一方</source>
   <translation>Other party</translation>
  </message>
  <message>
   <source>另一时间</source>
   <translation>Other time</translation>
  </message>
  <message>
   <source>另一机构</source>
   <translation>Other organization</translation>
  </message>
  <message>
   <source>另一项保存还没有完成，这次没有保存。请稍等片刻再保存一次；如一直如此请重启程序。</source>
   <translation>Another save is still running, so this was not saved. Wait a moment and save again; if this goes on, restart the program.</translation>
  </message>
  <message>
   <source>另带附件 {n} 个。</source>
   <translation>Attachments carried along: {n}.</translation>
  </message>
  <message>
   <source>只在本机</source>
   <translation>Only here</translation>
  </message>
  <message>
   <source>只在本机（单机使用）</source>
   <translation>Only on this computer (not joined to a hub)</translation>
  </message>
  <message>
   <source>只在本机，待上传</source>
   <translation>Only here, to upload</translation>
  </message>
  <message>
   <source>只有县级转诊办能移交患者，没有改动。请联系县平台管理员。</source>
   <translation>Only the county referral desk can hand over patients. Nothing was changed. Please contact the county hub administrator.</translation>
  </message>
  <message>
   <source>只看：{what}</source>
   <translation>Only: {what}</translation>
  </message>
  <message>
   <source>只能加入图片（JPEG、PNG）或 PDF。别的文件请先打印或另存为 PDF 再加入</source>
   <translation>Only pictures (JPEG, PNG) and PDF can be added. Print or save other files as PDF first</translation>
  </message>
  <message>
   <source>可以结案</source>
   <translation>Can be closed</translation>
  </message>
  <message>
   <source>可疑症状</source>
   <translation>Suspicious symptoms</translation>
  </message>
  <message>
   <source>可自理（0～3分）</source>
   <translation>Independent (0–3 points)</translation>
  </message>
  <message>
   <source>右侧</source>
   <translation>Right</translation>
  </message>
  <message>
   <source>各月转诊人次（{first} 至 {last}）</source>
   <translation>Patients sent by month ({first} to {last})</translation>
  </message>
  <message>
   <source>合并患者</source>
   <translation>Patients merged</translation>
  </message>
  <message>
   <source>合并糖尿病、肾病收缩压低于此为满意</source>
   <translation>Diabetes or kidney disease: systolic below this is satisfactory</translation>
  </message>
  <message>
   <source>合并糖尿病、肾病舒张压低于此为满意</source>
   <translation>Diabetes or kidney disease: diastolic below this is satisfactory</translation>
  </message>
  <message>
   <source>合并规则</source>
   <translation>Merge rule</translation>
  </message>
  <message>
   <source>合计</source>
   <translation>Total</translation>
  </message>
  <message>
   <source>同意书待补</source>
   <translation>Consent due</translation>
  </message>
  <message>
   <source>同意书还没有签，会一直留在提醒里</source>
   <translation>The consent form is not signed yet; it stays among the reminders</translation>
  </message>
  <message>
   <source>同意书还没有签，请记得补签后更正这一项</source>
   <translation>The consent form is not signed yet; remember to correct this item once it is</translation>
  </message>
  <message>
   <source>同意撤销</source>
   <translation>Agree to withdraw</translation>
  </message>
  <message>
   <source>同步</source>
   <translation>Sync</translation>
  </message>
  <message>
   <source>同比：（本年－上年）÷ 上年。{how}；回转单计入转回。</source>
   <translation>Change: (this year − last year) ÷ last year. {how}; return slips count as returns.</translation>
  </message>
  <message>
   <source>同级转诊</source>
   <translation>Same level</translation>
  </message>
  <message>
   <source>后续</source>
   <translation>What follows</translation>
  </message>
  <message>
   <source>后续安排</source>
   <translation>Further arrangements</translation>
  </message>
  <message>
   <source>否</source>
   <translation>No</translation>
  </message>
  <message>
   <source>启用时间</source>
   <translation>Enabled at</translation>
  </message>
  <message>
   <source>周一</source>
   <translation>Mon</translation>
  </message>
  <message>
   <source>周三</source>
   <translation>Wed</translation>
  </message>
  <message>
   <source>周二</source>
   <translation>Tue</translation>
  </message>
  <message>
   <source>周五</source>
   <translation>Fri</translation>
  </message>
  <message>
   <source>周六</source>
   <translation>Sat</translation>
  </message>
  <message>
   <source>周四</source>
   <translation>Thu</translation>
  </message>
  <message>
   <source>周日</source>
   <translation>Sun</translation>
  </message>
  <message>
   <source>呼吸</source>
   <translation>Breathing</translation>
  </message>
  <message>
   <source>呼吸 {rate} 次/分：建议紧急转诊</source>
   <translation>Respiration {rate}/min: urgent referral advised</translation>
  </message>
  <message>
   <source>呼吸困难</source>
   <translation>Difficulty breathing</translation>
  </message>
  <message>
   <source>呼气有烂苹果样丙酮味</source>
   <translation>Breath smells of acetone</translation>
  </message>
  <message>
   <source>命令写得不对：{words}。加 --help 看用法。</source>
   <translation>The command is wrong: {words}. Add --help to see the usage.</translation>
  </message>
  <message>
   <source>咨询</source>
   <translation>Advice</translation>
  </message>
  <message>
   <source>咯血或血痰</source>
   <translation>Coughing up blood</translation>
  </message>
  <message>
   <source>咳嗽、咳痰两周以上</source>
   <translation>Cough with sputum for two weeks or more</translation>
  </message>
  <message>
   <source>喘憋不能平卧</source>
   <translation>Breathless, cannot lie flat</translation>
  </message>
  <message>
   <source>喜怒无常</source>
   <translation>Moody</translation>
  </message>
  <message>
   <source>四肢发麻</source>
   <translation>Numb limbs</translation>
  </message>
  <message>
   <source>回转</source>
   <translation>Returned</translation>
  </message>
  <message>
   <source>回转单</source>
   <translation>Return slip</translation>
  </message>
  <message>
   <source>回转单 {name}</source>
   <translation>Return slip {name}</translation>
  </message>
  <message>
   <source>回转单号</source>
   <translation>Return slip no.</translation>
  </message>
  <message>
   <source>回转待接收</source>
   <translation>Return to take back</translation>
  </message>
  <message>
   <source>回转率</source>
   <translation>Return rate</translation>
  </message>
  <message>
   <source>团队名称</source>
   <translation>Team name</translation>
  </message>
  <message>
   <source>团队成员</source>
   <translation>Team members</translation>
  </message>
  <message>
   <source>团队电话</source>
   <translation>Team phone</translation>
  </message>
  <message>
   <source>团队长</source>
   <translation>Team leader</translation>
  </message>
  <message>
   <source>固定电话最好带区号，例如 0933-8612345，外地医院才打得通</source>
   <translation>Landlines are best given with area code, e.g. 0933-8612345, so that hospitals elsewhere can call</translation>
  </message>
  <message>
   <source>图1　近三年转诊人次</source>
   <translation>Figure 1  Referrals in the last three years</translation>
  </message>
  <message>
   <source>图2　各月转诊人次</source>
   <translation>Figure 2  Referrals by month</translation>
  </message>
  <message>
   <source>图片 {name} 太大，没有读。请用 150 到 300 dpi 重新扫描。</source>
   <translation>The picture {name} is too large and was not read. Scan again at 150 to 300 dpi.</translation>
  </message>
  <message>
   <source>图片已缩小：{before} → {after}，请打开看看字是否清楚</source>
   <translation>Picture made smaller: {before} → {after}. Open it and see whether it can be read</translation>
  </message>
  <message>
   <source>在 {name} 里没有读到转诊单的码。请把单子放平，码要拍全、拍清楚，再扫一次；还是不行就按纸面手工录入。</source>
   <translation>No code of a referral slip was found in {name}. Lay the slip flat, get the whole code in focus and scan again; if that fails, enter it from the paper by hand.</translation>
  </message>
  <message>
   <source>在协助下和适当的时间内，能完成部分梳洗活动</source>
   <translation>With help and enough time, does part of the washing</translation>
  </message>
  <message>
   <source>在有效期内</source>
   <translation>Within validity</translation>
  </message>
  <message>
   <source>地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <source>基层医疗卫生机构诊疗人次 ÷ 总诊疗人次</source>
   <translation>Visits at primary care facilities ÷ all visits</translation>
  </message>
  <message>
   <source>基层诊疗人次</source>
   <translation>Primary care visits</translation>
  </message>
  <message>
   <source>基层诊疗量占比</source>
   <translation>Share of primary care visits</translation>
  </message>
  <message>
   <source>基层首诊人次</source>
   <translation>First visits in primary care</translation>
  </message>
  <message>
   <source>基层首诊人次 ÷ 首诊总人次</source>
   <translation>First visits in primary care ÷ all first visits</translation>
  </message>
  <message>
   <source>基层首诊率</source>
   <translation>Primary care first-visit rate</translation>
  </message>
  <message>
   <source>基本稳定</source>
   <translation>Basically stable</translation>
  </message>
  <message>
   <source>填写</source>
   <translation>Fill in</translation>
  </message>
  <message>
   <source>填写交接单</source>
   <translation>Handover sheet filled in</translation>
  </message>
  <message>
   <source>填写转诊单</source>
   <translation>Fill in referral slip</translation>
  </message>
  <message>
   <source>处理方式</source>
   <translation>Handling</translation>
  </message>
  <message>
   <source>备份</source>
   <translation>Backup</translation>
  </message>
  <message>
   <source>备份 {path} 已损坏，没有恢复，现有文件没有改动。请换一份更早的备份。</source>
   <translation>The backup {path} is damaged and was not restored; present files are unchanged. Please use an earlier backup.</translation>
  </message>
  <message>
   <source>备份写不进 {folder}（{reason}），原有备份都在。请检查磁盘或 U 盘后重试。</source>
   <translation>The backup cannot be written to {folder} ({reason}); earlier backups are all there. Check the disk or USB stick and try again.</translation>
  </message>
  <message>
   <source>备份写完后检查不通过，已丢弃这一份；原有备份都在。请检查磁盘，并请管理员检查数据库。</source>
   <translation>The new backup failed its check and was discarded; earlier backups are all there. Check the disk and have the administrator check the database.</translation>
  </message>
  <message>
   <source>备份旁边没有它的钥匙文件 {name}，什么也没有改动。请把两个文件放在同一个文件夹里再试。</source>
   <translation>Its key file {name} is not beside the backup. Nothing was changed. Put both files into one folder and try again.</translation>
  </message>
  <message>
   <source>备份需要 {needed} MB，{folder} 只剩 {free} MB，这次没有备份，原有备份都在。请清理磁盘或换一个位置。</source>
   <translation>The backup needs {needed} MB but {folder} has only {free} MB; no backup was made, earlier ones are all there. Free some space or choose another place.</translation>
  </message>
  <message>
   <source>备注</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>外出务工</source>
   <translation>Working away</translation>
  </message>
  <message>
   <source>多尿</source>
   <translation>Polyuria</translation>
  </message>
  <message>
   <source>多食</source>
   <translation>Polyphagia</translation>
  </message>
  <message>
   <source>多饮</source>
   <translation>Polydipsia</translation>
  </message>
  <message>
   <source>多饮、多尿、腹痛</source>
   <translation>Polydipsia, polyuria, abdominal pain</translation>
  </message>
  <message>
   <source>天</source>
   <translation>days</translation>
  </message>
  <message>
   <source>失访者写明失访原因，死亡者写明死亡日期和原因</source>
   <translation>If lost to follow-up, give the reason; if dead, the date and cause of death</translation>
  </message>
  <message>
   <source>失败</source>
   <translation>Failed</translation>
  </message>
  <message>
   <source>头痛头晕</source>
   <translation>Headache, dizziness</translation>
  </message>
  <message>
   <source>好转</source>
   <translation>Improved</translation>
  </message>
  <message>
   <source>如厕</source>
   <translation>Toilet</translation>
  </message>
  <message>
   <source>妊娠或哺乳期血压 {pressure}：建议转诊</source>
   <translation>Blood pressure {pressure} in pregnancy or breastfeeding: referral advised</translation>
  </message>
  <message>
   <source>妊娠期或哺乳期</source>
   <translation>Pregnant or breastfeeding</translation>
  </message>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>姓名、证件号与卡一致</source>
   <translation>Name and ID number as on the card</translation>
  </message>
  <message>
   <source>姓名最多 {most} 个字，现在是 {count} 个</source>
   <translation>Name: at most {most} characters, now {count}</translation>
  </message>
  <message>
   <source>姓名里有一个自造字（{code}），换一台电脑就不能显示，请按证件重新输入这个字</source>
   <translation>The name holds a private character ({code}) that other computers cannot show; type it again as on the ID card</translation>
  </message>
  <message>
   <source>姓名里有损坏的字符（{code}），请重新输入这个字</source>
   <translation>The name holds a damaged character ({code}); please type it again</translation>
  </message>
  <message>
   <source>姓名里有数字，请核对是否填错了格</source>
   <translation>The name holds digits; check whether it is in the wrong box</translation>
  </message>
  <message>
   <source>姓名里有旧编码的字（{code}），现在应写作“{character}”，请改过来</source>
   <translation>The name holds a character of an old encoding ({code}), now written "{character}"; please change it</translation>
  </message>
  <message>
   <source>姓名里有看不见的控制字符（{code}），请删除后重新输入</source>
   <translation>The name holds an invisible control character ({code}); please delete it and type again</translation>
  </message>
  <message>
   <source>姓名里没有文字，请核对</source>
   <translation>The name holds no letters; please check</translation>
  </message>
  <message>
   <source>姓名里的“{sign}”是代替生僻字的符号，请输入证件上的原字</source>
   <translation>"{sign}" in the name stands for a rare character; type the one on the ID card</translation>
  </message>
  <message>
   <source>婚姻状况</source>
   <translation>Marital status</translation>
  </message>
  <message>
   <source>字体</source>
   <translation>Fonts</translation>
  </message>
  <message>
   <source>字体 {name} 打不开，程序文件不完整。数据不受影响，请重新安装程序。</source>
   <translation>The font {name} cannot be opened; the program's files are incomplete. Your data is safe. Please install the program again.</translation>
  </message>
  <message>
   <source>字节数</source>
   <translation>Bytes</translation>
  </message>
  <message>
   <source>存为 PDF</source>
   <translation>Save as PDF</translation>
  </message>
  <message>
   <source>存根留在本机构；正联一份给患者，一份交接收机构。</source>
   <translation>The counterfoil stays here; one copy of the slip for the patient, one for the receiving organization.</translation>
  </message>
  <message>
   <source>孤僻懒散</source>
   <translation>Withdrawn, listless</translation>
  </message>
  <message>
   <source>学习能力</source>
   <translation>Ability to learn</translation>
  </message>
  <message>
   <source>完全失禁，完全需要帮助</source>
   <translation>Fully incontinent, needs full help</translation>
  </message>
  <message>
   <source>完全需要帮助</source>
   <translation>Needs full help</translation>
  </message>
  <message>
   <source>完成</source>
   <translation>Completed</translation>
  </message>
  <message>
   <source>实际人次 ÷ 年初录入的计划</source>
   <translation>Actual visits ÷ plan entered at the start of the year</translation>
  </message>
  <message>
   <source>实际就诊医院</source>
   <translation>Hospital actually visited</translation>
  </message>
  <message>
   <source>实验室检查</source>
   <translation>Laboratory tests</translation>
  </message>
  <message>
   <source>审核</source>
   <translation>Review</translation>
  </message>
  <message>
   <source>审核人</source>
   <translation>Reviewer</translation>
  </message>
  <message>
   <source>审核已退回，请按意见修改后再送审</source>
   <translation>Sent back by the reviewer; correct it as advised and submit it again</translation>
  </message>
  <message>
   <source>审核的岗位不能空，也不能重复</source>
   <translation>The review posts must not be empty or repeated</translation>
  </message>
  <message>
   <source>审核退回</source>
   <translation>Sent back</translation>
  </message>
  <message>
   <source>家务劳动</source>
   <translation>Housework</translation>
  </message>
  <message>
   <source>家庭</source>
   <translation>At home</translation>
  </message>
  <message>
   <source>家庭住址</source>
   <translation>Home address</translation>
  </message>
  <message>
   <source>家庭医生</source>
   <translation>Family doctor</translation>
  </message>
  <message>
   <source>家庭医生团队</source>
   <translation>Family doctor team</translation>
  </message>
  <message>
   <source>家庭医生服务包</source>
   <translation>Family doctor packages</translation>
  </message>
  <message>
   <source>家庭医生电话</source>
   <translation>Family doctor's phone</translation>
  </message>
  <message>
   <source>家庭医生签约</source>
   <translation>Family doctor contract</translation>
  </message>
  <message>
   <source>家庭医生签约：{team}</source>
   <translation>Family doctor contract: {team}</translation>
  </message>
  <message>
   <source>家庭医生联系卡</source>
   <translation>Family doctor contact card</translation>
  </message>
  <message>
   <source>家庭医生联系卡（A4 排版，裁切）</source>
   <translation>Family doctor contact card (on A4, to cut)</translation>
  </message>
  <message>
   <source>家庭医生解约原因</source>
   <translation>Reason for ending the contract</translation>
  </message>
  <message>
   <source>家庭医生解约：{team}</source>
   <translation>Family doctor contract ended: {team}</translation>
  </message>
  <message>
   <source>密切接触者筛查</source>
   <translation>Contact screening</translation>
  </message>
  <message>
   <source>密码不要超过 {most} 个字符。</source>
   <translation>The password may have at most {most} characters.</translation>
  </message>
  <message>
   <source>密码太简单：小写字母、大写字母、数字、符号至少要有三种；满 {long} 个字符的，两种即可。</source>
   <translation>Password too simple: use at least three of lower case, upper case, digits and symbols; two are enough from {long} characters on.</translation>
  </message>
  <message>
   <source>密码至少要 {least} 个字符，现在是 {now} 个。</source>
   <translation>The password needs at least {least} characters, now {now}.</translation>
  </message>
  <message>
   <source>密码连续输错，账号暂时锁定，{minutes} 分钟后再试。忘记密码请找管理员重设，数据都在</source>
   <translation>Too many wrong passwords; the account is locked. Try again in {minutes} minutes. If you forgot it, ask an administrator to reset it; the data is safe</translation>
  </message>
  <message>
   <source>密码里不要含有登录名。</source>
   <translation>The password must not contain the login name.</translation>
  </message>
  <message>
   <source>密码里有太常见、容易被猜到的一段（如连着的数字、相同的字符），请换一个。</source>
   <translation>The password contains something too common and easy to guess (such as digits in a row or repeated characters). Please choose another.</translation>
  </message>
  <message>
   <source>密钥</source>
   <translation>Key</translation>
  </message>
  <message>
   <source>密钥不对，打不开数据库</source>
   <translation>Wrong key; the database cannot be opened</translation>
  </message>
  <message>
   <source>密钥信封 {path} 损坏，读不出来。数据库没有动过。请把备份里的同名文件放回原处后重试。</source>
   <translation>The key envelope {path} is damaged and cannot be read. The database is untouched. Put the file of the same name from a backup in its place and try again.</translation>
  </message>
  <message>
   <source>密钥信封不见了：换电脑或重装后将打不开数据。请从备份里放回，或联系管理员。</source>
   <translation>The key envelope is missing: after a new computer or a reinstall the data cannot be opened. Put it back from a backup, or contact the administrator.</translation>
  </message>
  <message>
   <source>密钥信封在；启动口令和恢复码都能打开。</source>
   <translation>The key envelope is there; start passphrase and recovery code both open it.</translation>
  </message>
  <message>
   <source>密钥信封在；请确认打印的恢复码由负责人封存。</source>
   <translation>The key envelope is there; make sure the person in charge has sealed the printed recovery code.</translation>
  </message>
  <message>
   <source>密钥打不开数据库 {path}，文件没有被改动。请确认用的是本机原来的密钥，或用恢复码打开；若密钥无误，则是文件开头损坏，请用备份恢复。</source>
   <translation>The key does not open the database {path}; the file was not changed. Make sure it is this computer's own key, or open with the recovery code; if the key is right, the start of the file is damaged and a backup must be restored.</translation>
  </message>
  <message>
   <source>对方</source>
   <translation>Other side</translation>
  </message>
  <message>
   <source>对方不是原来的县平台</source>
   <translation>Not the original county hub</translation>
  </message>
  <message>
   <source>对方不是原来的县平台，请打电话问县里</source>
   <translation>This is not the county hub it was; please ring the county</translation>
  </message>
  <message>
   <source>对方出示的证书不是登记时的县平台的，没有发送任何内容；本机内容一条没有少。请打电话问县平台管理员：如果县平台坏了重新装过，请他给一行新的登记码，按“重新登记”填进去；如果没有重装，请他检查网络。</source>
   <translation>The other end shows a certificate that is not the county hub's from when this computer enrolled. Nothing was sent, and nothing here is missing. Please ring the hub's administrator: if the hub broke down and was set up anew, ask for a new enrolment line, press 'Enrol again' and put it in; if it was not, ask for the network to be checked.</translation>
  </message>
  <message>
   <source>对方已打开，待受理</source>
   <translation>Opened by other side, waiting for a decision</translation>
  </message>
  <message>
   <source>对方已收到，待受理</source>
   <translation>Received by other side, waiting for a decision</translation>
  </message>
  <message>
   <source>对方已答复</source>
   <translation>Other side has replied</translation>
  </message>
  <message>
   <source>对方打开</source>
   <translation>Opened by other side</translation>
  </message>
  <message>
   <source>对方接诊是否及时</source>
   <translation>Was the reception timely</translation>
  </message>
  <message>
   <source>对方收到</source>
   <translation>Received by other side</translation>
  </message>
  <message>
   <source>对方机构</source>
   <translation>Other organization</translation>
  </message>
  <message>
   <source>对方申请撤销</source>
   <translation>Other side asks to withdraw</translation>
  </message>
  <message>
   <source>对方的证书不是登记时的县平台，没有发送任何数据。请核对网络，或联系县平台管理员。</source>
   <translation>The certificate is not that of the county hub enrolled with; nothing was sent. Check the network, or contact the county hub administrator.</translation>
  </message>
  <message>
   <source>对方联系电话</source>
   <translation>Other side's contact phone</translation>
  </message>
  <message>
   <source>对方诊断和处理</source>
   <translation>Other side's diagnosis and treatment</translation>
  </message>
  <message>
   <source>对症处理后立即转诊，两周内了解治疗情况</source>
   <translation>Treat symptoms and refer at once; check on the treatment within two weeks</translation>
  </message>
  <message>
   <source>对这次转诊是否满意</source>
   <translation>Satisfied with this referral</translation>
  </message>
  <message>
   <source>导入</source>
   <translation>Import</translation>
  </message>
  <message>
   <source>导入完成</source>
   <translation>Import finished</translation>
  </message>
  <message>
   <source>导入患者名单（Excel）</source>
   <translation>Import patient list (Excel)</translation>
  </message>
  <message>
   <source>导出</source>
   <translation>Export</translation>
  </message>
  <message>
   <source>小便、大便等活动及自控</source>
   <translation>Control of bladder and bowels</translation>
  </message>
  <message>
   <source>就诊日期</source>
   <translation>Date of visit</translation>
  </message>
  <message>
   <source>尺的长度要大于 0，请重新量一下。</source>
   <translation>The ruler must be longer than 0; please measure again.</translation>
  </message>
  <message>
   <source>居民健康档案信息卡</source>
   <translation>Health record card</translation>
  </message>
  <message>
   <source>居民健康档案信息卡（A4 排版，裁切）</source>
   <translation>Health record card (on A4, to cut)</translation>
  </message>
  <message>
   <source>屏幕已锁定。请先解锁，再继续；没有丢失任何内容。</source>
   <translation>The screen is locked. Unlock it to continue; nothing was lost.</translation>
  </message>
  <message>
   <source>岁</source>
   <translation>years</translation>
  </message>
  <message>
   <source>工作总结按年写，时段请写成年份，如 {year}。</source>
   <translation>The summary is written by year; give a year as period, e.g. {year}.</translation>
  </message>
  <message>
   <source>左侧</source>
   <translation>Left</translation>
  </message>
  <message>
   <source>差</source>
   <translation>Poor</translation>
  </message>
  <message>
   <source>已上传 {percent}%</source>
   <translation>Sent {percent}%</translation>
  </message>
  <message>
   <source>已上传，对方可取</source>
   <translation>Sent, ready for them</translation>
  </message>
  <message>
   <source>已与县平台联系，没有新的内容。</source>
   <translation>County hub contacted; nothing new.</translation>
  </message>
  <message>
   <source>已作废</source>
   <translation>Voided</translation>
  </message>
  <message>
   <source>已保存，等审核后发出</source>
   <translation>Saved; it is sent after review</translation>
  </message>
  <message>
   <source>已修改，再次送审</source>
   <translation>Corrected and submitted again</translation>
  </message>
  <message>
   <source>已做处置</source>
   <translation>Care given</translation>
  </message>
  <message>
   <source>已做的指导</source>
   <translation>Advice given</translation>
  </message>
  <message>
   <source>已停止打印，没有记为已打印。打印机可能已经出了几张，请收好作废，再重新打印。</source>
   <translation>Printing was stopped and is not counted as printed. A few sheets may have come out: put them aside as void and print again.</translation>
  </message>
  <message>
   <source>已入院</source>
   <translation>Admitted</translation>
  </message>
  <message>
   <source>已写好 {name}。本机没有待上传的记录，这个文件用来取回县平台上的新内容。请带到县平台读入，再把答复文件带回来收进；文件丢了也不要紧，再送出一次就行。</source>
   <translation>{name} is written. No records wait here; this file fetches what is new at the hub. Take it to the hub to be read, and bring the answering file back. If it gets lost, simply write it again.</translation>
  </message>
  <message>
   <source>已写好 {name}，里面有 {n} 项待上传的内容。请带到县平台读入，再把答复文件带回来收进。收进答复之前，这 {n} 项仍算没有上传；文件丢了也不要紧，再送出一次就行。</source>
   <translation>{name} is written and holds {n} unsent. Take it to the county, and bring the answer back. Until the answer is in, these {n} count as unsent; if the file is lost, just write it again.</translation>
  </message>
  <message>
   <source>已删除</source>
   <translation>removed</translation>
  </message>
  <message>
   <source>已到期</source>
   <translation>Run out</translation>
  </message>
  <message>
   <source>已到诊</source>
   <translation>Arrived</translation>
  </message>
  <message>
   <source>已到转往医院就诊</source>
   <translation>Went to the hospital referred to</translation>
  </message>
  <message>
   <source>已到院 ÷ 发出和收到的转诊（撤销的不计）</source>
   <translation>Arrived ÷ referrals sent and received (withdrawn ones not counted)</translation>
  </message>
  <message>
   <source>已发出</source>
   <translation>Sent</translation>
  </message>
  <message>
   <source>已发号，未打印</source>
   <translation>Numbered, not printed</translation>
  </message>
  <message>
   <source>已取回</source>
   <translation>Fetched</translation>
  </message>
  <message>
   <source>已取回 {percent}%</source>
   <translation>Fetched {percent}%</translation>
  </message>
  <message>
   <source>已取消</source>
   <translation>Cancelled</translation>
  </message>
  <message>
   <source>已口头告知，待补签</source>
   <translation>Told verbally, still to be signed</translation>
  </message>
  <message>
   <source>已回转</source>
   <translation>Returned</translation>
  </message>
  <message>
   <source>已完成</source>
   <translation>Completed</translation>
  </message>
  <message>
   <source>已完成 {share}%</source>
   <translation>{share}% done</translation>
  </message>
  <message>
   <source>已审核</source>
   <translation>Reviewed</translation>
  </message>
  <message>
   <source>已导出 {count} 项到 {name}。表里写明了内容和原因，可以交给县平台管理员；也可以用“收进导出的内容”在本机构的电脑上恢复。表里有患者资料，请妥善保管。</source>
   <translation>Exported {count} to {name}. The sheet tells content and reasons and can be handed to the hub's administrator; Take in an export brings it back on a computer of this institution. It holds patients' data: keep it safe.</translation>
  </message>
  <message>
   <source>已就诊</source>
   <translation>Seen</translation>
  </message>
  <message>
   <source>已打印</source>
   <translation>Printed</translation>
  </message>
  <message>
   <source>已打开</source>
   <translation>Opened</translation>
  </message>
  <message>
   <source>已拒收</source>
   <translation>Declined</translation>
  </message>
  <message>
   <source>已接回</source>
   <translation>Taken back</translation>
  </message>
  <message>
   <source>已接诊</source>
   <translation>Accepted</translation>
  </message>
  <message>
   <source>已撤销</source>
   <translation>Withdrawn</translation>
  </message>
  <message>
   <source>已收到</source>
   <translation>Received</translation>
  </message>
  <message>
   <source>已收进 {taken} 条，排入待上传；{here} 条本机本来就有，没有动。</source>
   <translation>Took in {taken}, now waiting to be sent; {here} were here already and not touched.</translation>
  </message>
  <message>
   <source>已收进：县平台收到了 {sent} 项，其中 {refused} 项没有接受，请处理；本机收到 {received} 条记录。</source>
   <translation>Taken in: the hub received {sent}, of which it refused {refused}, please see to them; received here: {received}.</translation>
  </message>
  <message>
   <source>已收进：县平台收到了 {sent} 项，本机收到 {received} 条记录。</source>
   <translation>Taken in: the hub received {sent}; received here: {received}.</translation>
  </message>
  <message>
   <source>已收进：县平台收到了 {sent} 项，本机收到 {received} 条记录。还有内容没装下，请再送出一次。</source>
   <translation>Taken in: the hub received {sent}; received here: {received}. There is more: please write another file.</translation>
  </message>
  <message>
   <source>已有 {year} 年放假安排。</source>
   <translation>The holiday calendar of {year} is there.</translation>
  </message>
  <message>
   <source>已有转归</source>
   <translation>Outcome recorded</translation>
  </message>
  <message>
   <source>已由 {target} 管理，不用移交，没有改动。</source>
   <translation>{target} manages this patient already; nothing to hand over, nothing was changed.</translation>
  </message>
  <message>
   <source>已签字，还没有附上扫描件</source>
   <translation>signed, scan not attached yet</translation>
  </message>
  <message>
   <source>已经有同名的团队，请换个名称</source>
   <translation>There is a team of this name already; please choose another</translation>
  </message>
  <message>
   <source>已联系上</source>
   <translation>In contact</translation>
  </message>
  <message>
   <source>已解约</source>
   <translation>Ended</translation>
  </message>
  <message>
   <source>已过期</source>
   <translation>Overdue</translation>
  </message>
  <message>
   <source>已随访</source>
   <translation>Followed up</translation>
  </message>
  <message>
   <source>已随访，可以结案</source>
   <translation>Followed up, can be closed</translation>
  </message>
  <message>
   <source>常用诊断</source>
   <translation>Common diagnoses</translation>
  </message>
  <message>
   <source>平台地址应像 https://10.0.0.8:8443 这样，请核对。</source>
   <translation>The hub address should look like https://10.0.0.8:8443; please check.</translation>
  </message>
  <message>
   <source>平均响应时长</source>
   <translation>Average response time</translation>
  </message>
  <message>
   <source>平均接收时长</source>
   <translation>Average time to arrival</translation>
  </message>
  <message>
   <source>平均闭环时长</source>
   <translation>Average time to completion</translation>
  </message>
  <message>
   <source>年龄</source>
   <translation>Age</translation>
  </message>
  <message>
   <source>年龄“{value}”不对，请带单位写成 68岁、5月或 12天。</source>
   <translation>Age "{value}" is wrong; write it with its unit: 68岁 (years), 5月 (months) or 12天 (days).</translation>
  </message>
  <message>
   <source>年龄要写 0 到 150 的整数，如 68。</source>
   <translation>Age must be a whole number from 0 to 150, e.g. 68.</translation>
  </message>
  <message>
   <source>并入的记录</source>
   <translation>Record merged in</translation>
  </message>
  <message>
   <source>并发症</source>
   <translation>Complications</translation>
  </message>
  <message>
   <source>幻觉</source>
   <translation>Hallucinations</translation>
  </message>
  <message>
   <source>床位</source>
   <translation>Beds</translation>
  </message>
  <message>
   <source>应随访日期</source>
   <translation>Due date</translation>
  </message>
  <message>
   <source>应随访日期在今天之前；已做的随访请直接登记（补录）</source>
   <translation>The due date is before today; record a follow-up already done directly (entered late)</translation>
  </message>
  <message>
   <source>康复与转诊</source>
   <translation>Rehabilitation and referral</translation>
  </message>
  <message>
   <source>康复建议</source>
   <translation>Rehabilitation advice</translation>
  </message>
  <message>
   <source>康复措施</source>
   <translation>Rehabilitation measures</translation>
  </message>
  <message>
   <source>建档状态</source>
   <translation>Record status</translation>
  </message>
  <message>
   <source>建档状态写着已终止（如迁出），请 {target} 收到后在患者页改回。</source>
   <translation>The archive is marked as closed (such as moved away); {target} should change that on the patient's page.</translation>
  </message>
  <message>
   <source>建档状态：{name}</source>
   <translation>Archive: {name}</translation>
  </message>
  <message>
   <source>建议转诊：{why}</source>
   <translation>Referral advised: {why}</translation>
  </message>
  <message>
   <source>建议随访间隔天数</source>
   <translation>Suggested days to follow-up</translation>
  </message>
  <message>
   <source>建议随访间隔应为 1 到 365 天</source>
   <translation>The suggested interval must be 1 to 365 days</translation>
  </message>
  <message>
   <source>开始日期</source>
   <translation>Start date</translation>
  </message>
  <message>
   <source>当时已知的经过</source>
   <translation>Course known at the time</translation>
  </message>
  <message>
   <source>当时没有记下决定前的内容，没有撤销，资料没有变动。需要时请直接在资料里修改。</source>
   <translation>What stood before the decision was not kept, so nothing was undone and the record is unchanged. If need be, change it in the record itself.</translation>
  </message>
  <message>
   <source>录入时间</source>
   <translation>Entered at</translation>
  </message>
  <message>
   <source>待{role}审核</source>
   <translation>Waiting for review by the {role}</translation>
  </message>
  <message>
   <source>待受理</source>
   <translation>Waiting for a decision</translation>
  </message>
  <message>
   <source>待我审核</source>
   <translation>To review</translation>
  </message>
  <message>
   <source>待更正</source>
   <translation>To correct</translation>
  </message>
  <message>
   <source>待补审</source>
   <translation>review to come</translation>
  </message>
  <message>
   <source>很满意</source>
   <translation>Very satisfied</translation>
  </message>
  <message>
   <source>心悸、出汗</source>
   <translation>Palpitations, sweating</translation>
  </message>
  <message>
   <source>心悸、胸闷</source>
   <translation>Palpitations, chest tightness</translation>
  </message>
  <message>
   <source>心悸胸闷</source>
   <translation>Palpitations, chest tightness</translation>
  </message>
  <message>
   <source>心率</source>
   <translation>Heart rate</translation>
  </message>
  <message>
   <source>心率 {rate} 次/分，若持续不降应紧急转诊</source>
   <translation>Heart rate {rate}/min; refer urgently if it stays high</translation>
  </message>
  <message>
   <source>心理调整</source>
   <translation>Mental adjustment</translation>
  </message>
  <message>
   <source>急单受理（小时）</source>
   <translation>Decision on urgent referrals (hours)</translation>
  </message>
  <message>
   <source>急症可以先转，{label}请随后补写</source>
   <translation>An emergency can be referred first; please complete {label} afterwards</translation>
  </message>
  <message>
   <source>急症已先转出，待{role}补审</source>
   <translation>Emergency sent ahead; review by the {role} to follow</translation>
  </message>
  <message>
   <source>急诊单待补写</source>
   <translation>Emergency due</translation>
  </message>
  <message>
   <source>急诊未带证件</source>
   <translation>Emergency, no papers</translation>
  </message>
  <message>
   <source>急诊补单超过入院后 {days} 天，窗口可能不认，请先问清楚</source>
   <translation>Emergency slip more than {days} d after admission; the counter may not take it, ask first</translation>
  </message>
  <message>
   <source>性别</source>
   <translation>Sex</translation>
  </message>
  <message>
   <source>性别“{text}”不认识，应为男或女</source>
   <translation>Sex "{text}" is not known; write 男 (male) or 女 (female)</translation>
  </message>
  <message>
   <source>性别“{value}”不对，请写代码：1 男，2 女，9 未说明，0 未知。</source>
   <translation>Sex "{value}" is wrong; write the code: 1 male, 2 female, 9 not stated, 0 unknown.</translation>
  </message>
  <message>
   <source>性别与身份证号不一致，请对照证件核对</source>
   <translation>The sex differs from the ID number; please check the ID card</translation>
  </message>
  <message>
   <source>总评分</source>
   <translation>Total score</translation>
  </message>
  <message>
   <source>总评分 {points} 分</source>
   <translation>Total score {points}</translation>
  </message>
  <message>
   <source>总诊疗人次</source>
   <translation>All visits</translation>
  </message>
  <message>
   <source>恢复</source>
   <translation>Restore</translation>
  </message>
  <message>
   <source>恢复码不是这个数据库的。数据库没有动过，可以再试。</source>
   <translation>The recovery code is not for this database. The database is untouched; you can try again.</translation>
  </message>
  <message>
   <source>恢复码应是 {groups} 组，每组 {size} 个字符，现在一共 {now} 个字符。请核对有没有漏抄。</source>
   <translation>The recovery code has {groups} groups of {size} characters; you entered {now} characters. Please check for omissions.</translation>
  </message>
  <message>
   <source>恶化</source>
   <translation>Worsened</translation>
  </message>
  <message>
   <source>恶心呕吐</source>
   <translation>Nausea, vomiting</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patient</translation>
  </message>
  <message>
   <source>患者不同意转诊。这张单还在办理，请和患者商量后决定是否撤销</source>
   <translation>The patient does not consent. The referral is still open; talk to the patient, then decide whether to withdraw it</translation>
  </message>
  <message>
   <source>患者不同意转诊，请写明经过和告知的内容</source>
   <translation>The patient does not consent; say how it went and what was explained</translation>
  </message>
  <message>
   <source>患者合并</source>
   <translation>Merge patients</translation>
  </message>
  <message>
   <source>患者姓名</source>
   <translation>Patient name</translation>
  </message>
  <message>
   <source>患者属于“{group}”，本地规定免备案的可在此选上</source>
   <translation>The patient belongs to "{group}"; if exempt from filing locally, choose it here</translation>
  </message>
  <message>
   <source>患者已移交</source>
   <translation>Handed over</translation>
  </message>
  <message>
   <source>患者已移交给别的机构，这个计划不会列入到期随访，请联系对方安排</source>
   <translation>The patient was handed over to another institution. This plan will not be listed as due; please arrange the visit with them</translation>
  </message>
  <message>
   <source>患者满意率</source>
   <translation>Patient satisfaction</translation>
  </message>
  <message>
   <source>患者移交</source>
   <translation>Hand-over of a patient</translation>
  </message>
  <message>
   <source>患者评价</source>
   <translation>Patient's opinion</translation>
  </message>
  <message>
   <source>患者资料</source>
   <translation>Patient details</translation>
  </message>
  <message>
   <source>您单位</source>
   <translation>Your organization</translation>
  </message>
  <message>
   <source>您的角色不能做这一步</source>
   <translation>Your role cannot do this step</translation>
  </message>
  <message>
   <source>您的角色不能接收转诊，请让转诊窗口的同事来做。</source>
   <translation>Your role cannot receive referrals; please ask a colleague at the referral desk.</translation>
  </message>
  <message>
   <source>悲观厌世</source>
   <translation>Pessimistic, weary of life</translation>
  </message>
  <message>
   <source>意见和建议</source>
   <translation>Opinions and suggestions</translation>
  </message>
  <message>
   <source>意识</source>
   <translation>Consciousness</translation>
  </message>
  <message>
   <source>意识或行为改变</source>
   <translation>Change in consciousness or behaviour</translation>
  </message>
  <message>
   <source>意识改变</source>
   <translation>Change in consciousness</translation>
  </message>
  <message>
   <source>感染</source>
   <translation>Infection</translation>
  </message>
  <message>
   <source>慢性病</source>
   <translation>Chronic diseases</translation>
  </message>
  <message>
   <source>慢性病与既往疾病</source>
   <translation>Chronic and past diseases</translation>
  </message>
  <message>
   <source>慢性病类别</source>
   <translation>Kinds of chronic disease</translation>
  </message>
  <message>
   <source>我方超过时限</source>
   <translation>We are late</translation>
  </message>
  <message>
   <source>戴口罩、开窗通风</source>
   <translation>Wears a mask, airs the room</translation>
  </message>
  <message>
   <source>手术治疗</source>
   <translation>Surgery</translation>
  </message>
  <message>
   <source>手脚麻木</source>
   <translation>Numb hands and feet</translation>
  </message>
  <message>
   <source>打不开文件 {name}。请看文件还在不在，再试一次。</source>
   <translation>The file {name} cannot be opened. See whether it is still there and try again.</translation>
  </message>
  <message>
   <source>打不开文件 {name}，请确认文件还在而且没有被占用</source>
   <translation>The file {name} cannot be opened; make sure it is there and not in use</translation>
  </message>
  <message>
   <source>打印</source>
   <translation>Print</translation>
  </message>
  <message>
   <source>打印字体齐全。</source>
   <translation>All print fonts are there.</translation>
  </message>
  <message>
   <source>打印机「{name}」现在停着，没有打印。内容已保存，请检查纸张、卡纸和队列是否暂停，再打印。</source>
   <translation>Printer "{name}" is stopped; nothing was printed. Your work is saved. Check paper, jams and whether the queue is paused, then print again.</translation>
  </message>
  <message>
   <source>打印机在第 {n} 页停下了。内容已保存，请检查纸张后补打余下的页。</source>
   <translation>The printer stopped at page {n}. Your work is saved. Check the paper and print the remaining pages.</translation>
  </message>
  <message>
   <source>打印机没有接受这次打印。内容已保存，请检查打印机是否开机、有纸，然后补打。</source>
   <translation>The printer did not take this job. Your work is saved. Check that it is on and has paper, then print again.</translation>
  </message>
  <message>
   <source>打印选项不对，没有打印。请检查纸张和位移：位移最多 50 毫米，缩放在 0.9 到 1.1 之间。</source>
   <translation>Wrong print options; nothing was printed. Check paper and shift: at most 50 mm of shift and a scale of 0.9 to 1.1.</translation>
  </message>
  <message>
   <source>打印选项不对：位移最多 50 毫米，缩放在 0.9 到 1.1 之间，纸张和样式要用规定的写法。</source>
   <translation>Wrong print options: at most 50 mm of shift, a scale of 0.9 to 1.1, and paper and layout as prescribed.</translation>
  </message>
  <message>
   <source>打开练习</source>
   <translation>Open practice</translation>
  </message>
  <message>
   <source>扫码接收</source>
   <translation>Scan to receive</translation>
  </message>
  <message>
   <source>找不到密钥信封 {path}。数据库没有动过。请把备份里的同名文件放回原处后重试。</source>
   <translation>The key envelope {path} was not found. The database is untouched. Put the file of the same name from a backup in its place and try again.</translation>
  </message>
  <message>
   <source>找不到打印机「{name}」，没有打印。内容已保存，请检查电源和连线，或另选打印机。</source>
   <translation>Printer "{name}" was not found; nothing was printed. Your work is saved. Check its power and cable, or choose another printer.</translation>
  </message>
  <message>
   <source>找不到数据库 {path}，但它的密钥还在。没有动过任何文件。请先看看是否被移走或删除；有备份的请从备份恢复。确实要从头开始的，再选“重新建立”。</source>
   <translation>The database {path} was not found, but its key is there. No file was touched. See whether it was moved or deleted; restore a backup if there is one. Only to really start afresh choose "Set up anew".</translation>
  </message>
  <message>
   <source>找不到数据库密钥</source>
   <translation>Database key not found</translation>
  </message>
  <message>
   <source>找不到文件 {name}</source>
   <translation>File {name} not found</translation>
  </message>
  <message>
   <source>找不到科室和医生</source>
   <translation>Could not find department or doctor</translation>
  </message>
  <message>
   <source>折合白酒：啤酒÷10，红酒÷4，黄酒÷5</source>
   <translation>In strong spirits: beer ÷ 10, red wine ÷ 4, rice wine ÷ 5</translation>
  </message>
  <message>
   <source>护士、公卫人员</source>
   <translation>Nurse, public health staff</translation>
  </message>
  <message>
   <source>护送人</source>
   <translation>Escort</translation>
  </message>
  <message>
   <source>抽查中符合指征的转诊单 ÷ 抽查的转诊单</source>
   <translation>Sampled slips meeting the indications ÷ sampled slips</translation>
  </message>
  <message>
   <source>抽查的转诊单</source>
   <translation>Sampled slips</translation>
  </message>
  <message>
   <source>拒收</source>
   <translation>Decline</translation>
  </message>
  <message>
   <source>拒收原因</source>
   <translation>Reason for declining</translation>
  </message>
  <message>
   <source>拒收率</source>
   <translation>Decline rate</translation>
  </message>
  <message>
   <source>挂号</source>
   <translation>Registration</translation>
  </message>
  <message>
   <source>指导</source>
   <translation>Guidance</translation>
  </message>
  <message>
   <source>指导意见</source>
   <translation>Guidance given</translation>
  </message>
  <message>
   <source>按出生日期计算为 {age} 岁，请核对</source>
   <translation>By date of birth the age is {age}; please check</translation>
  </message>
  <message>
   <source>按医嘱规律用药</source>
   <translation>Takes drugs regularly as prescribed</translation>
  </message>
  <message>
   <source>按医生</source>
   <translation>By doctor</translation>
  </message>
  <message>
   <source>按对方机构</source>
   <translation>By other organization</translation>
  </message>
  <message>
   <source>按月</source>
   <translation>By month</translation>
  </message>
  <message>
   <source>按机构级别</source>
   <translation>By level</translation>
  </message>
  <message>
   <source>按科室</source>
   <translation>By department</translation>
  </message>
  <message>
   <source>按诊断</source>
   <translation>By diagnosis</translation>
  </message>
  <message>
   <source>按身份证号计算年龄为 {age} 岁，请核对</source>
   <translation>By ID number the age is {age}; please check</translation>
  </message>
  <message>
   <source>按转诊原因</source>
   <translation>By referral reason</translation>
  </message>
  <message>
   <source>按转诊状态“{name}”计数</source>
   <translation>Counted by referral status "{name}"</translation>
  </message>
  <message>
   <source>排除肺结核</source>
   <translation>Tuberculosis ruled out</translation>
  </message>
  <message>
   <source>接收下级转来</source>
   <translation>Received</translation>
  </message>
  <message>
   <source>接收回转</source>
   <translation>Received back</translation>
  </message>
  <message>
   <source>接收回转（小时）</source>
   <translation>Taking back a return (hours)</translation>
  </message>
  <message>
   <source>接管机构</source>
   <translation>New institution</translation>
  </message>
  <message>
   <source>接诊</source>
   <translation>Accept</translation>
  </message>
  <message>
   <source>接诊医生</source>
   <translation>Receiving doctor</translation>
  </message>
  <message>
   <source>接诊后到院（小时）</source>
   <translation>Arrival after acceptance (hours)</translation>
  </message>
  <message>
   <source>控制不满意</source>
   <translation>Not controlled</translation>
  </message>
  <message>
   <source>控制满意</source>
   <translation>Well controlled</translation>
  </message>
  <message>
   <source>控制满意，几个月后随访</source>
   <translation>Satisfactory: visit after months</translation>
  </message>
  <message>
   <source>提问待答复</source>
   <translation>Questions</translation>
  </message>
  <message>
   <source>摄盐情况</source>
   <translation>Salt intake</translation>
  </message>
  <message>
   <source>摄盐目标</source>
   <translation>Salt target</translation>
  </message>
  <message>
   <source>撤销</source>
   <translation>Withdraw</translation>
  </message>
  <message>
   <source>撤销作废</source>
   <translation>Voiding undone</translation>
  </message>
  <message>
   <source>撤销决定</source>
   <translation>Undo decision</translation>
  </message>
  <message>
   <source>撤销原因</source>
   <translation>Reason for withdrawal</translation>
  </message>
  <message>
   <source>撤销合并</source>
   <translation>Merge undone</translation>
  </message>
  <message>
   <source>操作记录</source>
   <translation>Audit log</translation>
  </message>
  <message>
   <source>操作记录少了 {count} 条。请保留现状并报告。</source>
   <translation>Audit entries missing: {count}. Leave everything as it is and report it.</translation>
  </message>
  <message>
   <source>操作记录第 {number} 条对不上，可能被改动过。请保留现状并报告。</source>
   <translation>Audit entry {number} does not match and may have been altered. Leave everything as it is and report it.</translation>
  </message>
  <message>
   <source>收到</source>
   <translation>Received</translation>
  </message>
  <message>
   <source>收到回转单的上转 ÷ 本机构发出的上转（拒收、撤销的不计）</source>
   <translation>Upward referrals with return slip ÷ own upward referrals (declined and withdrawn not counted)</translation>
  </message>
  <message>
   <source>收缩压</source>
   <translation>Systolic pressure</translation>
  </message>
  <message>
   <source>收缩压低于此为满意</source>
   <translation>Systolic below this is satisfactory</translation>
  </message>
  <message>
   <source>收缩压到此紧急转诊</source>
   <translation>Systolic from here: refer at once</translation>
  </message>
  <message>
   <source>改用另一值</source>
   <translation>Use the other value</translation>
  </message>
  <message>
   <source>放假安排文件读不懂，没有使用。请向县平台要新的文件。</source>
   <translation>The holiday calendar cannot be read and is not used. Please ask the county hub for a new file.</translation>
  </message>
  <message>
   <source>政策解释</source>
   <translation>Explanation of policy</translation>
  </message>
  <message>
   <source>数字</source>
   <translation>a number</translation>
  </message>
  <message>
   <source>数字变化的原因和分析</source>
   <translation>Reasons for the changes in the figures, and analysis</translation>
  </message>
  <message>
   <source>数据库</source>
   <translation>Database</translation>
  </message>
  <message>
   <source>数据库 {path} 不允许写入，刚才的修改没有保存。请管理员检查文件夹权限后重试。</source>
   <translation>The database {path} is not writable; the last change was not saved. Have the administrator check the folder's permissions and try again.</translation>
  </message>
  <message>
   <source>数据库 {path} 是更新版本的程序写的，本程序没有改动它。请安装新版程序后再打开。</source>
   <translation>The database {path} was written by a newer version of the program and was not changed. Install the newer version and open it again.</translation>
  </message>
  <message>
   <source>数据库完好。</source>
   <translation>The database is sound.</translation>
  </message>
  <message>
   <source>数据库文件 {path} 已损坏，程序没有改动它。请先复制一份留存，再用最近的备份恢复，未上传的内容可从旁路记录找回。</source>
   <translation>The database file {path} is damaged; the program did not change it. Make a copy first, then restore the latest backup; what was not uploaded can be recovered from the side journal.</translation>
  </message>
  <message>
   <source>数据库文件损坏</source>
   <translation>Database file damaged</translation>
  </message>
  <message>
   <source>数据库来自更新的版本</source>
   <translation>Database from a newer version</translation>
  </message>
  <message>
   <source>数据库检查不通过（{fault}）。请停止录入，复制一份数据文件夹，再用最近的备份恢复。</source>
   <translation>The database check failed ({fault}). Stop entering data, copy the data folder, then restore the latest backup.</translation>
  </message>
  <message>
   <source>数据库正被占用</source>
   <translation>Database in use</translation>
  </message>
  <message>
   <source>数据往来</source>
   <translation>Data exchange</translation>
  </message>
  <message>
   <source>数据看不出的问题，如患者和医生的意见、上级医院床位、交通和医保报销等</source>
   <translation>What the data does not show, such as views of patients and doctors, beds, transport and reimbursement</translation>
  </message>
  <message>
   <source>整数</source>
   <translation>a whole number</translation>
  </message>
  <message>
   <source>文件</source>
   <translation>File</translation>
  </message>
  <message>
   <source>文件不完整或被改动过，没有收进任何内容，本机数据没有变。请重新拷贝一次。</source>
   <translation>The file is incomplete or was altered; nothing was read in and data on this computer is unchanged. Please copy it again.</translation>
  </message>
  <message>
   <source>文件格式</source>
   <translation>File format</translation>
  </message>
  <message>
   <source>文件里给程序读的那一页被改动过，没有收进任何内容。请用原来导出的文件，或重新导出。</source>
   <translation>The sheet meant for the program was changed; nothing was taken in. Use the original file, or export again.</translation>
  </message>
  <message>
   <source>文化程度</source>
   <translation>Education</translation>
  </message>
  <message>
   <source>文字里夹着一个看不见的字符（{code}），打印出来会出错，所以没有打印，数据都在。请把这一段删掉重新输入（不要粘贴），再打印。</source>
   <translation>The text holds an invisible character ({code}) that would print wrongly, so nothing was printed; the data is kept. Delete this part, type it again (do not paste) and print.</translation>
  </message>
  <message>
   <source>新密码与原密码相同，请换一个</source>
   <translation>The new password equals the old one; please choose another</translation>
  </message>
  <message>
   <source>新建</source>
   <translation>New</translation>
  </message>
  <message>
   <source>旁边的待更正文件太多，请先清理，再导入一次</source>
   <translation>There are too many files with rows to correct beside it; clear them away and import again</translation>
  </message>
  <message>
   <source>无</source>
   <translation>None</translation>
  </message>
  <message>
   <source>无人处理后提示结案（天）</source>
   <translation>Suggest closing when nothing is done (days)</translation>
  </message>
  <message>
   <source>无关锁</source>
   <translation>Not locked up</translation>
  </message>
  <message>
   <source>无变化</source>
   <translation>Unchanged</translation>
  </message>
  <message>
   <source>无故外走</source>
   <translation>Wandering off</translation>
  </message>
  <message>
   <source>无症状</source>
   <translation>No symptoms</translation>
  </message>
  <message>
   <source>无证件原因</source>
   <translation>Reason for no ID</translation>
  </message>
  <message>
   <source>无需用药</source>
   <translation>No medication needed</translation>
  </message>
  <message>
   <source>既往史</source>
   <translation>Past history</translation>
  </message>
  <message>
   <source>日吸烟量</source>
   <translation>Cigarettes per day</translation>
  </message>
  <message>
   <source>日吸烟量目标</source>
   <translation>Cigarettes target</translation>
  </message>
  <message>
   <source>日志详细程度</source>
   <translation>Log detail</translation>
  </message>
  <message>
   <source>日饮酒量</source>
   <translation>Alcohol per day</translation>
  </message>
  <message>
   <source>日饮酒量目标</source>
   <translation>Alcohol target</translation>
  </message>
  <message>
   <source>时钟</source>
   <translation>Clock</translation>
  </message>
  <message>
   <source>时钟正常。</source>
   <translation>Clock in order.</translation>
  </message>
  <message>
   <source>时间请写成 09:30 这样</source>
   <translation>Write the time like 09:30</translation>
  </message>
  <message>
   <source>明天</source>
   <translation>Tomorrow</translation>
  </message>
  <message>
   <source>星期一</source>
   <translation>Monday</translation>
  </message>
  <message>
   <source>星期三</source>
   <translation>Wednesday</translation>
  </message>
  <message>
   <source>星期二</source>
   <translation>Tuesday</translation>
  </message>
  <message>
   <source>星期五</source>
   <translation>Friday</translation>
  </message>
  <message>
   <source>星期六</source>
   <translation>Saturday</translation>
  </message>
  <message>
   <source>星期四</source>
   <translation>Thursday</translation>
  </message>
  <message>
   <source>星期日</source>
   <translation>Sunday</translation>
  </message>
  <message>
   <source>昨天</source>
   <translation>Yesterday</translation>
  </message>
  <message>
   <source>是</source>
   <translation>Yes</translation>
  </message>
  <message>
   <source>是否到定点医疗机构就诊</source>
   <translation>Seen at the designated hospital</translation>
  </message>
  <message>
   <source>是否到诊</source>
   <translation>Arrived</translation>
  </message>
  <message>
   <source>是否按医嘱用药</source>
   <translation>Takes drugs as prescribed</translation>
  </message>
  <message>
   <source>是否收到回转单</source>
   <translation>Return slip received</translation>
  </message>
  <message>
   <source>是否联系上</source>
   <translation>Reached</translation>
  </message>
  <message>
   <source>是否转诊</source>
   <translation>Referred</translation>
  </message>
  <message>
   <source>是否重复做了检查</source>
   <translation>Tests repeated</translation>
  </message>
  <message>
   <source>普通受理（小时）</source>
   <translation>Decision on routine referrals (hours)</translation>
  </message>
  <message>
   <source>更改接诊安排</source>
   <translation>Change the appointment</translation>
  </message>
  <message>
   <source>更正人</source>
   <translation>Corrected by</translation>
  </message>
  <message>
   <source>更正原因</source>
   <translation>Reason for the correction</translation>
  </message>
  <message>
   <source>更正时间</source>
   <translation>Time of the correction</translation>
  </message>
  <message>
   <source>更正的记录</source>
   <translation>Record corrected</translation>
  </message>
  <message>
   <source>更正的项目</source>
   <translation>Corrected fields</translation>
  </message>
  <message>
   <source>更正资料</source>
   <translation>Correct details</translation>
  </message>
  <message>
   <source>曾住院，现未住院</source>
   <translation>Was in hospital, now discharged</translation>
  </message>
  <message>
   <source>最后一段（平台指纹）应是 {size} 个数字或 A 到 F 的字母，请核对有没有漏抄。</source>
   <translation>The last part (hub fingerprint) must be {size} digits or letters A to F; please check for omissions.</translation>
  </message>
  <message>
   <source>最多 {most} 个字，请分几条写</source>
   <translation>At most {most} characters; write several messages</translation>
  </message>
  <message>
   <source>最多 {most} 级审核</source>
   <translation>At most {most} levels of review</translation>
  </message>
  <message>
   <source>最近一次备份是 {when}，请尽快再做一次。</source>
   <translation>The last backup is of {when}; please make another soon.</translation>
  </message>
  <message>
   <source>最近一次备份：{when}。</source>
   <translation>Last backup: {when}.</translation>
  </message>
  <message>
   <source>最近写来 {when}</source>
   <translation>last wrote {when}</translation>
  </message>
  <message>
   <source>最近备份：{when}</source>
   <translation>Last backup: {when}</translation>
  </message>
  <message>
   <source>最近核对：{when}，另有 {count} 条只在本机，没有算在内。</source>
   <translation>Last comparison: {when}. Only here and not counted: {count}.</translation>
  </message>
  <message>
   <source>最近核对：{when}，当时两边一致，一条不少。</source>
   <translation>Last check: {when}, both sides agreed then and nothing was missing.</translation>
  </message>
  <message>
   <source>最近核对：{when}，当时两边一致，一条不少。本机构资料 {own} 条，转诊和对方资料 {inbox} 条，机构名录 {ref} 条。</source>
   <translation>Last check: {when}, both sides agreed then and nothing was missing. Own records: {own}; referrals and records of others: {inbox}; directory: {ref}.</translation>
  </message>
  <message>
   <source>最近核对：{when}，有对不上的，下次同步会再核对。</source>
   <translation>Last comparison: {when}; some records differ, the next exchange compares again.</translation>
  </message>
  <message>
   <source>最近联系县平台：{when}。</source>
   <translation>Last contact with the county hub: {when}.</translation>
  </message>
  <message>
   <source>最近联系：{when}，{count} 项待上传。</source>
   <translation>Last contact: {when}; {count} waiting to upload.</translation>
  </message>
  <message>
   <source>最近连上县平台 {when}</source>
   <translation>last reached the hub {when}</translation>
  </message>
  <message>
   <source>月</source>
   <translation>months</translation>
  </message>
  <message>
   <source>有</source>
   <translation>Yes</translation>
  </message>
  <message>
   <source>有 {count} 人次被拒收。</source>
   <translation>Referrals declined: {count}.</translation>
  </message>
  <message>
   <source>有 {count} 人次转出后没有到院。</source>
   <translation>Referred patients who did not arrive: {count}.</translation>
  </message>
  <message>
   <source>有 {count} 张转诊单写好后没有发出。</source>
   <translation>Referrals written but not sent: {count}.</translation>
  </message>
  <message>
   <source>有 {count} 条本机有而县平台没有，本机都留着，请县平台管理员核对。</source>
   <translation>Records here that the hub does not have: {count}. All are kept here. Ask the hub's administrator to check.</translation>
  </message>
  <message>
   <source>有严重药物不良反应</source>
   <translation>Severe adverse drug reaction</translation>
  </message>
  <message>
   <source>有严重躯体疾病</source>
   <translation>Severe physical illness</translation>
  </message>
  <message>
   <source>有任何一项，处理后紧急转诊，两周内主动随访</source>
   <translation>Any one of these: treat, then refer urgently; follow up within two weeks</translation>
  </message>
  <message>
   <source>有伤人毁物</source>
   <translation>Injured others or damaged property</translation>
  </message>
  <message>
   <source>有医保号或身份证号</source>
   <translation>Insurance number or ID number given</translation>
  </message>
  <message>
   <source>有危急情况：{names}，处理后紧急转诊</source>
   <translation>Critical signs: {names}; treat, then refer urgently</translation>
  </message>
  <message>
   <source>有打印不出的字</source>
   <translation>Some characters cannot be printed</translation>
  </message>
  <message>
   <source>有提问待答复</source>
   <translation>question to answer</translation>
  </message>
  <message>
   <source>有效</source>
   <translation>Valid</translation>
  </message>
  <message>
   <source>有效期早于转诊日期，请核对</source>
   <translation>Valid until is before the referral date; please check</translation>
  </message>
  <message>
   <source>有效期至</source>
   <translation>Valid until</translation>
  </message>
  <message>
   <source>有药物不良反应，调整用药，两周内随访</source>
   <translation>Adverse drug reaction: adjust the drugs, follow up within two weeks</translation>
  </message>
  <message>
   <source>有证件号码</source>
   <translation>ID number given</translation>
  </message>
  <message>
   <source>服务包</source>
   <translation>Packages</translation>
  </message>
  <message>
   <source>服务开始日期</source>
   <translation>Service starts</translation>
  </message>
  <message>
   <source>服务时间</source>
   <translation>Service hours</translation>
  </message>
  <message>
   <source>服务村组</source>
   <translation>Villages served</translation>
  </message>
  <message>
   <source>服务结束日期</source>
   <translation>Service ends</translation>
  </message>
  <message>
   <source>服务结束日期在开始日期之前，请核对</source>
   <translation>The service ends before it begins, please check</translation>
  </message>
  <message>
   <source>服务结束日期在签约日期之前，请核对</source>
   <translation>The service ends before the contract was signed, please check</translation>
  </message>
  <message>
   <source>服药</source>
   <translation>Drugs</translation>
  </message>
  <message>
   <source>服药依从性</source>
   <translation>Medication adherence</translation>
  </message>
  <message>
   <source>未上传改动的第二份存在哪里，最好是另一块硬盘，空着就放在默认位置</source>
   <translation>Where to keep the second copy of changes not uploaded; best on another disk, empty for the usual place</translation>
  </message>
  <message>
   <source>未住院</source>
   <translation>Not in hospital</translation>
  </message>
  <message>
   <source>未做</source>
   <translation>not done</translation>
  </message>
  <message>
   <source>未写完</source>
   <translation>Unfinished</translation>
  </message>
  <message>
   <source>未到诊</source>
   <translation>Did not arrive</translation>
  </message>
  <message>
   <source>未到院</source>
   <translation>Did not arrive</translation>
  </message>
  <message>
   <source>未发出</source>
   <translation>Not sent</translation>
  </message>
  <message>
   <source>未取回</source>
   <translation>Not fetched</translation>
  </message>
  <message>
   <source>未填</source>
   <translation>not given</translation>
  </message>
  <message>
   <source>未填写</source>
   <translation>Not filled in</translation>
  </message>
  <message>
   <source>未填来源</source>
   <translation>Source not filled in</translation>
  </message>
  <message>
   <source>未审核</source>
   <translation>not reviewed</translation>
  </message>
  <message>
   <source>未生效</source>
   <translation>Not begun</translation>
  </message>
  <message>
   <source>未知</source>
   <translation>Unknown</translation>
  </message>
  <message>
   <source>末次出院时间</source>
   <translation>Last discharge</translation>
  </message>
  <message>
   <source>本人或家属不愿意</source>
   <translation>Patient or family unwilling</translation>
  </message>
  <message>
   <source>本人电话</source>
   <translation>Own phone</translation>
  </message>
  <message>
   <source>本县代码表没有存下来，磁盘可能已满或没有写入权限。原来的代码表没有变化</source>
   <translation>The county code table was not stored; the disk may be full or not writable. The earlier table is unchanged</translation>
  </message>
  <message>
   <source>本年没有转诊登记，从数据中看不出问题。</source>
   <translation>No referrals registered this year; the data shows no problems.</translation>
  </message>
  <message>
   <source>本期</source>
   <translation>This period</translation>
  </message>
  <message>
   <source>本机</source>
   <translation>This computer</translation>
  </message>
  <message>
   <source>本机保存的县平台证书损坏，没有连接。本机数据没有影响，请重新登记县平台。</source>
   <translation>The county hub certificate stored here is damaged; no connection was made. Data on this computer is not affected; please enrol again.</translation>
  </message>
  <message>
   <source>本机已在县平台换用新的编号，内容没有丢失。</source>
   <translation>This computer now has a new number at the county hub; nothing was lost.</translation>
  </message>
  <message>
   <source>本机已经登记过县平台，不需要再登记。</source>
   <translation>This computer is already enrolled with the county hub; there is no need to enrol again.</translation>
  </message>
  <message>
   <source>本机数据库</source>
   <translation>This computer's database</translation>
  </message>
  <message>
   <source>本机数据是较早的一份。已换用新的编号继续，之后的内容会从县平台取回。</source>
   <translation>The data on this computer is an earlier copy. It goes on under a new number; what came later is fetched from the county hub.</translation>
  </message>
  <message>
   <source>本机有 {count} 个同名同生日的人，分不清是哪一个，请补上身份证号再导入</source>
   <translation>{count} people here share this name and birthday; give the ID number and import again</translation>
  </message>
  <message>
   <source>本机构出院人次</source>
   <translation>Own discharges</translation>
  </message>
  <message>
   <source>本机构的资料由县平台统一维护，这里没有改动。需要更正请联系县平台管理员。</source>
   <translation>Your organization's details are kept by the county hub; nothing was changed here. To correct them, contact its administrator.</translation>
  </message>
  <message>
   <source>本机构诊疗人次</source>
   <translation>Own outpatient visits</translation>
  </message>
  <message>
   <source>本机的内容县平台都有。</source>
   <translation>The county hub has everything that is on this computer.</translation>
  </message>
  <message>
   <source>本机还没有登记县平台，不能收进 U 盘文件。</source>
   <translation>This computer is not enrolled with the county hub and cannot read USB files.</translation>
  </message>
  <message>
   <source>本机还没有登记县平台，不能用 U 盘送出。</source>
   <translation>This computer is not enrolled with the county hub and cannot send by USB stick.</translation>
  </message>
  <message>
   <source>本机还没有登记县平台，现在是单机使用。</source>
   <translation>This computer is not enrolled with the county hub and works stand-alone.</translation>
  </message>
  <message>
   <source>本次随访分类</source>
   <translation>Category of this follow-up</translation>
  </message>
  <message>
   <source>本程序</source>
   <translation>This program</translation>
  </message>
  <message>
   <source>本程序已经打开了（{who}）。请切换到已打开的窗口；如果找不到窗口，请重新启动电脑。您的数据没有影响。</source>
   <translation>The program is already open ({who}). Switch to its window; if you cannot find it, restart the computer. Your data is not affected.</translation>
  </message>
  <message>
   <source>本程序已经打开了，请切换到已打开的窗口。您的数据没有影响。</source>
   <translation>The program is already open; switch to its window. Your data is not affected.</translation>
  </message>
  <message>
   <source>机构</source>
   <translation>Organization</translation>
  </message>
  <message>
   <source>机构不能改成本单位，请另建一张联系卡。</source>
   <translation>It cannot become a card of your own organization; please create another contact card.</translation>
  </message>
  <message>
   <source>机构名称</source>
   <translation>Organization name</translation>
  </message>
  <message>
   <source>机构层级</source>
   <translation>Organization level</translation>
  </message>
  <message>
   <source>机构未知</source>
   <translation>Organization unknown</translation>
  </message>
  <message>
   <source>机构编码</source>
   <translation>Organization code</translation>
  </message>
  <message>
   <source>材料不全</source>
   <translation>Papers incomplete</translation>
  </message>
  <message>
   <source>村(居)委会</source>
   <translation>Village (residents') committee</translation>
  </message>
  <message>
   <source>来源</source>
   <translation>Source</translation>
  </message>
  <message>
   <source>来自随访</source>
   <translation>From follow-up</translation>
  </message>
  <message>
   <source>查明未达标的原因，按月通报。</source>
   <translation>Find out why targets were missed and report it monthly.</translation>
  </message>
  <message>
   <source>查看</source>
   <translation>View</translation>
  </message>
  <message>
   <source>核对日期</source>
   <translation>Checked on</translation>
  </message>
  <message>
   <source>核对日期在今天之后，请核对</source>
   <translation>The checking date is after today; please check</translation>
  </message>
  <message>
   <source>核对时发现 {n} 条记录与县平台不一致，已补齐。</source>
   <translation>Records that differed from the county hub and were completed: {n}.</translation>
  </message>
  <message>
   <source>核对时补上了 {n} 条记录，但和县平台还有对不上的。下次同步会再核对。</source>
   <translation>Records mended here by the comparison: {n}. Some still differ from the county hub; the next exchange compares again.</translation>
  </message>
  <message>
   <source>档案编号</source>
   <translation>Record no.</translation>
  </message>
  <message>
   <source>档案编号中的村(居)委会段 {digits} 少见，请核对</source>
   <translation>The village part {digits} of the record number is unusual; please check</translation>
  </message>
  <message>
   <source>档案里已经有这一条了，没有再记。</source>
   <translation>The record has this already; nothing was added.</translation>
  </message>
  <message>
   <source>梳头、洗脸、刷牙、剃须、洗澡等活动</source>
   <translation>Combing, washing face, brushing teeth, shaving, bathing</translation>
  </message>
  <message>
   <source>梳洗</source>
   <translation>Grooming</translation>
  </message>
  <message>
   <source>检查与用药</source>
   <translation>Tests and medication</translation>
  </message>
  <message>
   <source>检查结果</source>
   <translation>Findings</translation>
  </message>
  <message>
   <source>次/分</source>
   <translation>/min</translation>
  </message>
  <message>
   <source>正在导入</source>
   <translation>Importing</translation>
  </message>
  <message>
   <source>正在导出患者</source>
   <translation>Exporting patients</translation>
  </message>
  <message>
   <source>正在收取，已收到 {received} 条记录</source>
   <translation>Receiving, {received} so far</translation>
  </message>
  <message>
   <source>正在读取表格</source>
   <translation>Reading the sheet</translation>
  </message>
  <message>
   <source>正在进行</source>
   <translation>Going on now</translation>
  </message>
  <message>
   <source>此次随访分类</source>
   <translation>Category of this follow-up</translation>
  </message>
  <message>
   <source>此项不适用</source>
   <translation>Not applicable</translation>
  </message>
  <message>
   <source>死亡</source>
   <translation>Died</translation>
  </message>
  <message>
   <source>每天查看到期随访名单，紧急转诊的患者两周内完成随访并登记。</source>
   <translation>Look at the due follow-ups daily; follow up urgent referrals within two weeks and record it.</translation>
  </message>
  <message>
   <source>每年至少 4 次面对面随访，确实见不到面时才用电话</source>
   <translation>At least 4 visits in person a year; by phone only when they really cannot be met</translation>
  </message>
  <message>
   <source>每日下班前核对未发出的转诊单，发出或撤销。</source>
   <translation>Before the end of each day check referrals not sent; send or withdraw them.</translation>
  </message>
  <message>
   <source>每日次数</source>
   <translation>Times per day</translation>
  </message>
  <message>
   <source>每次剂量</source>
   <translation>Dose</translation>
  </message>
  <message>
   <source>每次运动</source>
   <translation>Exercise, minutes each time</translation>
  </message>
  <message>
   <source>每次运动目标</source>
   <translation>Exercise minutes target</translation>
  </message>
  <message>
   <source>民族</source>
   <translation>Ethnic group</translation>
  </message>
  <message>
   <source>没有</source>
   <translation>None</translation>
  </message>
  <message>
   <source>没有“{name}”这一项统计数字。</source>
   <translation>There is no statistic "{name}".</translation>
  </message>
  <message>
   <source>没有“{name}”这一项随访标准</source>
   <translation>There is no follow-up limit "{name}"</translation>
  </message>
  <message>
   <source>没有“{name}”这个时限</source>
   <translation>There is no limit "{name}"</translation>
  </message>
  <message>
   <source>没有“{name}”这项打印设置。</source>
   <translation>There is no print setting "{name}".</translation>
  </message>
  <message>
   <source>没有“{paper}”这种纸。</source>
   <translation>There is no paper "{paper}".</translation>
  </message>
  <message>
   <source>没有“{text}”这一天，请核对</source>
   <translation>There is no such day "{text}"; please check</translation>
  </message>
  <message>
   <source>没有“{word}”的随访表，disease 可以写：{names}。</source>
   <translation>There is no follow-up form "{word}"; disease may be: {names}.</translation>
  </message>
  <message>
   <source>没有人接</source>
   <translation>Nobody to receive</translation>
  </message>
  <message>
   <source>没有写诊断（初步印象），窗口会退回</source>
   <translation>No diagnosis (initial impression); the counter will send it back</translation>
  </message>
  <message>
   <source>没有写转往哪家医院，窗口会退回</source>
   <translation>No receiving hospital; the counter will send it back</translation>
  </message>
  <message>
   <source>没有写转诊原因，窗口会退回</source>
   <translation>No referral reason; the counter will send it back</translation>
  </message>
  <message>
   <source>没有单号 {number} 的转诊。请核对单号，或先同步。</source>
   <translation>There is no referral with slip no. {number}. Check the number, or sync first.</translation>
  </message>
  <message>
   <source>没有危险性评估，不能判断是否稳定，请尽快当面评估</source>
   <translation>No risk assessment, so stability cannot be judged; please assess in person soon</translation>
  </message>
  <message>
   <source>没有去</source>
   <translation>Did not go</translation>
  </message>
  <message>
   <source>没有去就诊，几天后再督促</source>
   <translation>Did not go: urge again after days</translation>
  </message>
  <message>
   <source>没有去的原因</source>
   <translation>Reason for not going</translation>
  </message>
  <message>
   <source>没有填身份证号。确实没有的请写明原因，例如新生儿、证件遗失</source>
   <translation>No ID number. If there really is none, give the reason, e.g. newborn, ID card lost</translation>
  </message>
  <message>
   <source>没有就诊</source>
   <translation>Not seen</translation>
  </message>
  <message>
   <source>没有就诊的原因</source>
   <translation>Reason for not being seen</translation>
  </message>
  <message>
   <source>没有床位或号源</source>
   <translation>No bed or appointment</translation>
  </message>
  <message>
   <source>没有待上传的，但有 {count} 项县平台没有接受。</source>
   <translation>Nothing waits to be uploaded, but {count} were not accepted by the county hub.</translation>
  </message>
  <message>
   <source>没有患者电话，县医院联系不上患者。能补的话请补上</source>
   <translation>No patient phone; the county hospital cannot reach the patient. Add it if you can</translation>
  </message>
  <message>
   <source>没有找到</source>
   <translation>Not found</translation>
  </message>
  <message>
   <source>没有找到备份文件 {path}，什么也没有改动。请核对位置。</source>
   <translation>The backup file {path} was not found; nothing was changed. Please check the place.</translation>
  </message>
  <message>
   <source>没有找到患者，没有卡可以印。</source>
   <translation>No patients found; there is no card to print.</translation>
  </message>
  <message>
   <source>没有找到数据库文件 {path}。请核对位置；程序不会自动新建空库。请用备份恢复或联系县管理员。</source>
   <translation>The database file {path} was not found. Please check the place; the program never creates an empty one by itself. Restore a backup or contact the county administrator.</translation>
  </message>
  <message>
   <source>没有找到要答复的提问，什么都没有保存。请刷新后再试。</source>
   <translation>The question was not found; nothing was saved. Refresh and try again.</translation>
  </message>
  <message>
   <source>没有找到这家机构，联系卡没有保存。请先在机构目录里添加。</source>
   <translation>This organization was not found; the contact card was not saved. Add it to the directory first.</translation>
  </message>
  <message>
   <source>没有找到这条“{kind}”记录，别的内容都没有动。它可能还没有同步到本机，请同步后再试。</source>
   <translation>This "{kind}" record was not found; nothing else was touched. It may not have reached this computer yet; sync and try again.</translation>
  </message>
  <message>
   <source>没有收到</source>
   <translation>Not received</translation>
  </message>
  <message>
   <source>没有收到答复，不知道移交办成没有。请先同步，看管理机构变了没有；没有变的再移交一次，不会重复。{why}</source>
   <translation>No answer came, so it is not known whether the patient was handed over. Sync first and see whether the managing institution has changed; if not, hand over once more, nothing is done twice. {why}</translation>
  </message>
  <message>
   <source>没有收进</source>
   <translation>Not taken in</translation>
  </message>
  <message>
   <source>没有新发，原有的没有加重</source>
   <translation>No new ones, existing ones not worse</translation>
  </message>
  <message>
   <source>没有新的记录</source>
   <translation>Nothing new</translation>
  </message>
  <message>
   <source>没有权限</source>
   <translation>Not permitted</translation>
  </message>
  <message>
   <source>没有权限读写 {path}。请换一个文件夹，或请管理员开放权限后重试。</source>
   <translation>No permission to read or write {path}. Choose another folder, or have the administrator allow it and try again.</translation>
  </message>
  <message>
   <source>没有消息</source>
   <translation>No news</translation>
  </message>
  <message>
   <source>没有空腹血糖值，不能判断是否控制满意，请尽快测量</source>
   <translation>No fasting glucose, so control cannot be judged; please measure soon</translation>
  </message>
  <message>
   <source>没有结束的随访计划</source>
   <translation>Open follow-up plans</translation>
  </message>
  <message>
   <source>没有联系上</source>
   <translation>Not reached</translation>
  </message>
  <message>
   <source>没有血压值，不能判断是否控制满意，请尽快当面测量</source>
   <translation>No blood pressure, so control cannot be judged; please measure in person soon</translation>
  </message>
  <message>
   <source>没有证件号码，医保窗口一般不收，请补上</source>
   <translation>No ID number; insurance counters usually refuse it, please add it</translation>
  </message>
  <message>
   <source>没有读到码</source>
   <translation>No code read</translation>
  </message>
  <message>
   <source>没有转诊医生姓名，签字时请写清楚</source>
   <translation>No referring doctor's name; write it clearly when signing</translation>
  </message>
  <message>
   <source>没有转诊日期，窗口会退回</source>
   <translation>No referral date; the counter will send it back</translation>
  </message>
  <message>
   <source>没有过敏就不用添加；这里只记过敏的药物、食物或物质</source>
   <translation>Add nothing if there are no allergies; only drugs, foods or substances causing allergy belong here</translation>
  </message>
  <message>
   <source>没有这个文件夹：{path}。请看 U 盘是否插好，核对位置后重试。</source>
   <translation>There is no folder {path}. Check that the USB stick is plugged in and the place is right, then try again.</translation>
  </message>
  <message>
   <source>没有这个文件：{path}。请核对位置后重试。</source>
   <translation>There is no file {path}. Please check the place and try again.</translation>
  </message>
  <message>
   <source>没有这个机构，可能已被改动。请刷新后再试。</source>
   <translation>There is no such organization; it may have been changed. Please refresh and try again.</translation>
  </message>
  <message>
   <source>没有这个机构，请从列表中选择，或先在联系卡里添加</source>
   <translation>There is no such organization; choose from the list, or add it under contact cards first</translation>
  </message>
  <message>
   <source>没有这个登录账号，可能已被别人改动。请刷新列表后再试。</source>
   <translation>There is no such account; someone may have changed it. Please refresh the list and try again.</translation>
  </message>
  <message>
   <source>没有这个账号，请重新选择</source>
   <translation>There is no such account; please choose again</translation>
  </message>
  <message>
   <source>没有这台电脑。可以用 clinic-hub devices list 查看全部电脑。</source>
   <translation>There is no such computer. Use clinic-hub devices list to see all computers.</translation>
  </message>
  <message>
   <source>没有这种方向或缓急，请重新选择</source>
   <translation>There is no such direction or urgency; please choose again</translation>
  </message>
  <message>
   <source>没能写出 {name}，请确认它没有在 Excel 里打开、磁盘没有满。已导入的资料不受影响</source>
   <translation>{name} could not be written; make sure it is not open in Excel and the disk is not full. What was imported is safe</translation>
  </message>
  <message>
   <source>没讲清</source>
   <translation>Not explained</translation>
  </message>
  <message>
   <source>没连上</source>
   <translation>Not connected</translation>
  </message>
  <message>
   <source>治愈</source>
   <translation>Cured</translation>
  </message>
  <message>
   <source>治疗效果</source>
   <translation>Effect of treatment</translation>
  </message>
  <message>
   <source>治疗经过</source>
   <translation>Course of treatment</translation>
  </message>
  <message>
   <source>活动</source>
   <translation>Moving about</translation>
  </message>
  <message>
   <source>消化道出血伴收缩压 {sbp}：建议紧急转诊</source>
   <translation>Gastrointestinal bleeding with systolic pressure {sbp}: urgent referral advised</translation>
  </message>
  <message>
   <source>消失</source>
   <translation>Absent</translation>
  </message>
  <message>
   <source>深大呼吸、皮肤潮红</source>
   <translation>Deep breathing, flushed skin</translation>
  </message>
  <message>
   <source>满意</source>
   <translation>Satisfied</translation>
  </message>
  <message>
   <source>照回转单更新档案</source>
   <translation>Record updated from the return slip</translation>
  </message>
  <message>
   <source>版本</source>
   <translation>Version</translation>
  </message>
  <message>
   <source>状态</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>独立完成</source>
   <translation>Done alone</translation>
  </message>
  <message>
   <source>独立完成所有活动</source>
   <translation>Does everything alone</translation>
  </message>
  <message>
   <source>猜疑</source>
   <translation>Suspicious</translation>
  </message>
  <message>
   <source>现住址</source>
   <translation>Present address</translation>
  </message>
  <message>
   <source>现在轮到{role}审核，您不在这个岗位</source>
   <translation>It is now for the {role} to review; you do not hold this post</translation>
  </message>
  <message>
   <source>现用</source>
   <translation>In use</translation>
  </message>
  <message>
   <source>现用时间</source>
   <translation>Time in use</translation>
  </message>
  <message>
   <source>现用机构</source>
   <translation>Organization in use</translation>
  </message>
  <message>
   <source>现用者</source>
   <translation>Person in use</translation>
  </message>
  <message>
   <source>理由</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>生产劳动及工作</source>
   <translation>Work</translation>
  </message>
  <message>
   <source>生活劳动能力</source>
   <translation>Ability to live and work</translation>
  </message>
  <message>
   <source>生活方式指导</source>
   <translation>Lifestyle advice</translation>
  </message>
  <message>
   <source>用本机 {ours} 项，用对方 {theirs} 项，都保留 {both} 项</source>
   <translation>{ours} of this computer, {theirs} of the other side, {both} kept from both</translation>
  </message>
  <message>
   <source>用法用量</source>
   <translation>Dosage</translation>
  </message>
  <message>
   <source>用药依从性</source>
   <translation>Medication adherence</translation>
  </message>
  <message>
   <source>用药情况</source>
   <translation>Medication</translation>
  </message>
  <message>
   <source>由别的机构管理</source>
   <translation>Managed by another institution</translation>
  </message>
  <message>
   <source>申请撤销</source>
   <translation>Ask to withdraw</translation>
  </message>
  <message>
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>疑卒中 {hours} 小时：在溶栓时间窗内，立即转卒中中心</source>
   <translation>Suspected stroke for {hours} h: within the thrombolysis window, refer to a stroke centre at once</translation>
  </message>
  <message>
   <source>疑卒中 {hours} 小时：尽快转诊</source>
   <translation>Suspected stroke for {hours} h: refer as soon as possible</translation>
  </message>
  <message>
   <source>疾病</source>
   <translation>Disease</translation>
  </message>
  <message>
   <source>病情基本稳定，在规定剂量内调整，两周后复查</source>
   <translation>Basically stable; adjust within the prescribed dose, check again in two weeks</translation>
  </message>
  <message>
   <source>病情好转</source>
   <translation>Improved</translation>
  </message>
  <message>
   <source>病情恶化或需要再次转诊</source>
   <translation>Worse, or needs referral again</translation>
  </message>
  <message>
   <source>病情转归</source>
   <translation>Outcome</translation>
  </message>
  <message>
   <source>病案号</source>
   <translation>Record no.</translation>
  </message>
  <message>
   <source>症状</source>
   <translation>Symptoms</translation>
  </message>
  <message>
   <source>症状和体征</source>
   <translation>Symptoms and signs</translation>
  </message>
  <message>
   <source>症状消失</source>
   <translation>Symptoms gone</translation>
  </message>
  <message>
   <source>痊愈</source>
   <translation>Recovered</translation>
  </message>
  <message>
   <source>登录</source>
   <translation>Log in</translation>
  </message>
  <message>
   <source>登录名“{login}”已有人使用，请换一个</source>
   <translation>The login name "{login}" is taken; please choose another</translation>
  </message>
  <message>
   <source>登录名或密码不对。请看一下大小写和输入法，再试一次；连错五次要等一刻钟</source>
   <translation>Wrong login name or password. Check capitals and the input method and try again; after five wrong tries you must wait a quarter of an hour</translation>
  </message>
  <message>
   <source>登录名用 2 到 30 个小写字母或数字，例如姓名拼音首字母 lys</source>
   <translation>A login name has 2 to 30 lower-case letters or digits, e.g. the pinyin initials lys</translation>
  </message>
  <message>
   <source>登记</source>
   <translation>Enrol</translation>
  </message>
  <message>
   <source>登记县平台</source>
   <translation>Enrol with the county hub</translation>
  </message>
  <message>
   <source>登记码不对，没有登记。请核对后重试，或向县平台管理员要新的登记码。</source>
   <translation>The enrolment code is wrong; nothing was enrolled. Check it and try again, or ask the county hub administrator for a new one.</translation>
  </message>
  <message>
   <source>登记码应是 {size} 个字符，现在是 {now} 个，请核对。</source>
   <translation>The enrolment code has {size} characters, now {now}; please check.</translation>
  </message>
  <message>
   <source>登记码有一个字符不对，请对照原文再看一遍。</source>
   <translation>One character of the enrolment code is wrong; please compare it with the original.</translation>
  </message>
  <message>
   <source>登记码要有地址和编码，中间用 # 隔开，请完整粘贴。</source>
   <translation>The enrolment line needs address and code, separated by #; please paste all of it.</translation>
  </message>
  <message>
   <source>登记码试得太频繁，请等一分钟再试。</source>
   <translation>Enrolment codes were tried too often. Wait a minute, then try again.</translation>
  </message>
  <message>
   <source>登记第一位患者</source>
   <translation>Register the first patient</translation>
  </message>
  <message>
   <source>登记请求里的设备密钥不能用，没有登记。请重新启动程序后再试。</source>
   <translation>The device key in the enrolment request cannot be used; nothing was enrolled. Restart the program, then try again.</translation>
  </message>
  <message>
   <source>登记转归</source>
   <translation>Record outcome</translation>
  </message>
  <message>
   <source>登记随访</source>
   <translation>Record a follow-up</translation>
  </message>
  <message>
   <source>盗汗</source>
   <translation>Night sweats</translation>
  </message>
  <message>
   <source>目前情况</source>
   <translation>Present state</translation>
  </message>
  <message>
   <source>目前正在住院</source>
   <translation>In hospital now</translation>
  </message>
  <message>
   <source>目前症状</source>
   <translation>Present symptoms</translation>
  </message>
  <message>
   <source>看不懂日期“{text}”，可以输入 0315、20260315、今天、+14</source>
   <translation>Cannot read the date "{text}"; you can type 0315, 20260315, 今天 (today), +14</translation>
  </message>
  <message>
   <source>看不懂统计时段“{text}”，可以写 2026、2026-11、2026Q4 或 2026-11-01..2026-11-22。</source>
   <translation>Cannot read the period "{text}"; you can write 2026, 2026-11, 2026Q4 or 2026-11-01..2026-11-22.</translation>
  </message>
  <message>
   <source>眼花耳鸣</source>
   <translation>Blurred eyes, ringing ears</translation>
  </message>
  <message>
   <source>睡眠情况</source>
   <translation>Sleep</translation>
  </message>
  <message>
   <source>督促就诊</source>
   <translation>Urge to be seen</translation>
  </message>
  <message>
   <source>知情同意</source>
   <translation>Informed consent</translation>
  </message>
  <message>
   <source>知情同意书</source>
   <translation>Consent form</translation>
  </message>
  <message>
   <source>知情同意已签</source>
   <translation>Informed consent signed</translation>
  </message>
  <message>
   <source>知情同意待补签，请在 24 小时内补上</source>
   <translation>Informed consent still to be signed; please complete it within 24 hours</translation>
  </message>
  <message>
   <source>知情同意说明</source>
   <translation>Consent notes</translation>
  </message>
  <message>
   <source>码里没有写转出机构，不能接收。请按纸面手工登记，并打电话问开单机构。</source>
   <translation>The code does not name the sending organization, so it cannot be received. Enter it from the paper by hand and call the issuing organization.</translation>
  </message>
  <message>
   <source>确认撤销</source>
   <translation>Confirm withdrawal</translation>
  </message>
  <message>
   <source>确诊日期</source>
   <translation>Diagnosed on</translation>
  </message>
  <message>
   <source>确诊肺结核</source>
   <translation>Tuberculosis confirmed</translation>
  </message>
  <message>
   <source>确诊肺结核几天内首次入户</source>
   <translation>Tuberculosis confirmed: first home visit within days</translation>
  </message>
  <message>
   <source>确诊肺结核，72 小时内第一次入户随访</source>
   <translation>Confirmed tuberculosis: first home visit within 72 hours</translation>
  </message>
  <message>
   <source>磁盘</source>
   <translation>Disk</translation>
  </message>
  <message>
   <source>磁盘只剩 {free} MB，请清理，否则以后存不下数据和备份。</source>
   <translation>The disk has only {free} MB left. Free some space, or data and backups will not fit.</translation>
  </message>
  <message>
   <source>磁盘已满</source>
   <translation>Disk full</translation>
  </message>
  <message>
   <source>磁盘已满，刚才的修改没有保存，之前保存的都安全。请清理磁盘后再保存一次。</source>
   <translation>The disk is full; the last change was not saved, everything before is safe. Free some space and save again.</translation>
  </message>
  <message>
   <source>磁盘放不下数据库的副本 {path}，副本没有写成，正在用的数据没有影响。请清理磁盘或换一个位置。</source>
   <translation>The disk has no room for the database copy {path}; the copy was not made, the database in use is not affected. Free some space or choose another place.</translation>
  </message>
  <message>
   <source>磁盘还有 {free} GB。</source>
   <translation>The disk has {free} GB left.</translation>
  </message>
  <message>
   <source>社会交往</source>
   <translation>Social contact</translation>
  </message>
  <message>
   <source>社会人际交往</source>
   <translation>Social contact</translation>
  </message>
  <message>
   <source>科室</source>
   <translation>Department</translation>
  </message>
  <message>
   <source>移交</source>
   <translation>Hand over</translation>
  </message>
  <message>
   <source>移交人</source>
   <translation>Handed over by</translation>
  </message>
  <message>
   <source>移交患者</source>
   <translation>Patient handed over</translation>
  </message>
  <message>
   <source>移交时间</source>
   <translation>Handed over at</translation>
  </message>
  <message>
   <source>移交要联网才能办，现在没有改动。{why}</source>
   <translation>Handing over needs a connection; nothing was changed. {why}</translation>
  </message>
  <message>
   <source>程序出了意外</source>
   <translation>Something unexpected happened</translation>
  </message>
  <message>
   <source>程序出错，没有做完（{kind}）。已保存的内容不受影响；请加 --debug 再运行一次，把显示的内容发给维护人员。</source>
   <translation>The program failed and did not finish ({kind}). What was saved is safe; run it again with --debug and send what it shows to the maintainers.</translation>
  </message>
  <message>
   <source>程序自带的文件 {name} 不见了，安装不完整。您的数据没有影响，请重新安装程序。</source>
   <translation>The program's own file {name} is missing; the installation is incomplete. Your data is not affected; please install the program again.</translation>
  </message>
  <message>
   <source>程序里没有代码表“{name}”</source>
   <translation>The program has no code table "{name}"</translation>
  </message>
  <message>
   <source>程序里没有代码表“{name}”，没有导入。</source>
   <translation>The program has no code table "{name}"; nothing was imported.</translation>
  </message>
  <message>
   <source>程序里还没有 {year} 年的放假安排，暂时只按周末计算，请留意节假日调休。</source>
   <translation>The program has no holiday calendar for {year} yet and counts weekends only; mind public holidays and make-up workdays.</translation>
  </message>
  <message>
   <source>稳定</source>
   <translation>Stable</translation>
  </message>
  <message>
   <source>空腹血糖 {value}，目标应低于 {limit}mmol/L</source>
   <translation>Fasting glucose {value}; target below {limit} mmol/L</translation>
  </message>
  <message>
   <source>空腹血糖低于此为满意</source>
   <translation>Fasting glucose below this is satisfactory</translation>
  </message>
  <message>
   <source>空腹血糖值</source>
   <translation>Fasting glucose</translation>
  </message>
  <message>
   <source>穿衣</source>
   <translation>Dressing</translation>
  </message>
  <message>
   <source>穿衣裤、袜子、鞋子等活动</source>
   <translation>Putting on clothes, trousers, socks, shoes</translation>
  </message>
  <message>
   <source>站立、室内行走、上下楼梯、户外活动</source>
   <translation>Standing, walking indoors, stairs, outdoors</translation>
  </message>
  <message>
   <source>符合指征的转诊单</source>
   <translation>Slips meeting the indications</translation>
  </message>
  <message>
   <source>第 {groups} 组抄错了，请对照纸上的恢复码再看一遍。</source>
   <translation>Group {groups} is wrong; please compare it with the recovery code on paper.</translation>
  </message>
  <message>
   <source>第 {n} 页画不出来，没有打印。内容已保存，请重新生成后再打印。</source>
   <translation>Page {n} cannot be drawn; nothing was printed. Your work is saved. Please make the document again and print.</translation>
  </message>
  <message>
   <source>第 {row} 行没有名称</source>
   <translation>Row {row} has no name</translation>
  </message>
  <message>
   <source>第 {row} 行没有编码</source>
   <translation>Row {row} has no code</translation>
  </message>
  <message>
   <source>第 {row} 行的名称超过 100 个字</source>
   <translation>The name in row {row} is longer than 100 characters</translation>
  </message>
  <message>
   <source>第 {row} 行的编码 {code} 前面已有</source>
   <translation>The code {code} in row {row} occurs before</translation>
  </message>
  <message>
   <source>第 {row} 行的编码超过 20 个字符</source>
   <translation>The code in row {row} is longer than 20 characters</translation>
  </message>
  <message>
   <source>等候较久</source>
   <translation>Long wait</translation>
  </message>
  <message>
   <source>等对方已久</source>
   <translation>They are late</translation>
  </message>
  <message>
   <source>等对方确认</source>
   <translation>Waiting for other side to confirm</translation>
  </message>
  <message>
   <source>等对方答复提问</source>
   <translation>question waits for their answer</translation>
  </message>
  <message>
   <source>等待检查结果</source>
   <translation>Waiting for results</translation>
  </message>
  <message>
   <source>等线路，正要取回</source>
   <translation>Waiting for the line</translation>
  </message>
  <message>
   <source>答复内容</source>
   <translation>answer</translation>
  </message>
  <message>
   <source>答复的提问</source>
   <translation>Question answered</translation>
  </message>
  <message>
   <source>签名有效，但转诊单已过有效期。能不能接收请按本院规定。</source>
   <translation>The signature is valid, but the slip has expired. Whether to accept it is for your hospital's rules.</translation>
  </message>
  <message>
   <source>签名有效：内容与开单机构写的一样。</source>
   <translation>The signature is valid: the content is as the issuing organization wrote it.</translation>
  </message>
  <message>
   <source>签约一般为 1～3 年，这份不是，请再看一眼</source>
   <translation>Contracts usually run one to three years; this one does not, please look again</translation>
  </message>
  <message>
   <source>签约中</source>
   <translation>Under contract</translation>
  </message>
  <message>
   <source>签约人</source>
   <translation>Signed by</translation>
  </message>
  <message>
   <source>签约日期</source>
   <translation>Signed on</translation>
  </message>
  <message>
   <source>签约日期在今天之后，请核对</source>
   <translation>The contract is signed after today, please check</translation>
  </message>
  <message>
   <source>简称</source>
   <translation>Short name</translation>
  </message>
  <message>
   <source>管路和输液</source>
   <translation>Lines and infusions</translation>
  </message>
  <message>
   <source>类别</source>
   <translation>Category</translation>
  </message>
  <message>
   <source>精神状况</source>
   <translation>Mental state</translation>
  </message>
  <message>
   <source>精神障碍不稳定，转诊后几天内随访</source>
   <translation>Mental disorder unstable: visit within days of referral</translation>
  </message>
  <message>
   <source>精神障碍仍未稳定，几个月后随访</source>
   <translation>Mental disorder still not stable: visit after months</translation>
  </message>
  <message>
   <source>精神障碍基本稳定，几天后复查</source>
   <translation>Mental disorder basically stable: again after days</translation>
  </message>
  <message>
   <source>精神障碍稳定，几个月后随访</source>
   <translation>Mental disorder stable: visit after months</translation>
  </message>
  <message>
   <source>精神障碍随访</source>
   <translation>Mental disorder follow-up</translation>
  </message>
  <message>
   <source>糖化血红蛋白</source>
   <translation>HbA1c</translation>
  </message>
  <message>
   <source>糖化血红蛋白检查日期</source>
   <translation>HbA1c tested on</translation>
  </message>
  <message>
   <source>糖尿病患者体温超过此紧急转诊</source>
   <translation>Diabetes: temperature above this, refer at once</translation>
  </message>
  <message>
   <source>糖尿病患者心率超过此提示</source>
   <translation>Diabetes: heart rate above this is pointed out</translation>
  </message>
  <message>
   <source>糖尿病随访</source>
   <translation>Diabetes follow-up</translation>
  </message>
  <message>
   <source>系统管理员</source>
   <translation>System administrator</translation>
  </message>
  <message>
   <source>紧急先转，待补签</source>
   <translation>Emergency sent ahead, still to be signed</translation>
  </message>
  <message>
   <source>纳入慢性病管理</source>
   <translation>Enter chronic disease care</translation>
  </message>
  <message>
   <source>纸质单已打印过，请重新打印（补打）</source>
   <translation>The paper slip was already printed; please print it again (reprint)</translation>
  </message>
  <message>
   <source>线路中断，这次没有传完。本机数据安全，线路恢复后会接着传。</source>
   <translation>The line broke before everything was sent. Data on this computer is safe; it goes on when the line is back.</translation>
  </message>
  <message>
   <source>线路另一头有回应，但不是县平台（代码 {status}）。本机数据安全，会自动再试。</source>
   <translation>Something answered, but not the county hub (code {status}). Data on this computer is safe; it will try again.</translation>
  </message>
  <message>
   <source>线路太慢，这次没有传完；数据都在本机，会自动重试。</source>
   <translation>The line is too slow and not everything was sent this time. Everything is still on this computer and will be sent again by itself.</translation>
  </message>
  <message>
   <source>线路送来的是另一次同步的答复，没有收进。本机数据安全，会自动再试。</source>
   <translation>The line brought the answer to another synchronisation; nothing of it was taken in. The data here is safe, and it will be tried again.</translation>
  </message>
  <message>
   <source>线路送来的是给另一台电脑的答复，没有登记，本机数据没有变。登记码还能用，请再试一次。</source>
   <translation>The line brought an answer meant for another computer. This one has not joined, and nothing here has changed. The code is still good; please try again.</translation>
  </message>
  <message>
   <source>终止</source>
   <translation>Ended</translation>
  </message>
  <message>
   <source>终止原因</source>
   <translation>Reason for ending</translation>
  </message>
  <message>
   <source>终止日期</source>
   <translation>End date</translation>
  </message>
  <message>
   <source>终止日期在今天之后，请核对</source>
   <translation>The end date is after today; please check</translation>
  </message>
  <message>
   <source>终止日期早于出生日期，请核对</source>
   <translation>The end date is before the date of birth; please check</translation>
  </message>
  <message>
   <source>终止说明</source>
   <translation>Notes on ending</translation>
  </message>
  <message>
   <source>经常失禁，在很多提示和协助下尚能如厕或使用便具</source>
   <translation>Frequent incontinence, uses the toilet with much prompting and help</translation>
  </message>
  <message>
   <source>经手人</source>
   <translation>Handled by</translation>
  </message>
  <message>
   <source>结束这次转诊</source>
   <translation>End this referral</translation>
  </message>
  <message>
   <source>结果未出</source>
   <translation>Results pending</translation>
  </message>
  <message>
   <source>结案</source>
   <translation>Close</translation>
  </message>
  <message>
   <source>统一社会信用代码应为 18 位且校验通过（不含字母 I、O、S、V、Z），请对照登记证书核对</source>
   <translation>The unified social credit code has 18 characters with a valid check (no letters I, O, S, V, Z); please compare the certificate</translation>
  </message>
  <message>
   <source>统计时段的结束日期在开始日期之前，请核对。</source>
   <translation>The period ends before it begins; please check.</translation>
  </message>
  <message>
   <source>继续随访</source>
   <translation>Continue follow-up</translation>
  </message>
  <message>
   <source>续签家庭医生：{team}</source>
   <translation>Family doctor contract renewed: {team}</translation>
  </message>
  <message>
   <source>续签自</source>
   <translation>Renewed from</translation>
  </message>
  <message>
   <source>综合完成率</source>
   <translation>Overall completion rate</translation>
  </message>
  <message>
   <source>绿色通道受理（小时）</source>
   <translation>Decision on green channel (hours)</translation>
  </message>
  <message>
   <source>缓急</source>
   <translation>Urgency</translation>
  </message>
  <message>
   <source>编码最多 20 个字，名称最多 100 个字</source>
   <translation>At most 20 characters for the code and 100 for the name</translation>
  </message>
  <message>
   <source>缘由</source>
   <translation>Cause</translation>
  </message>
  <message>
   <source>缺少{label}，请填写。</source>
   <translation>{label} is missing; please fill it in.</translation>
  </message>
  <message>
   <source>老年人从几岁算</source>
   <translation>Old age begins at</translation>
  </message>
  <message>
   <source>老年人几个月评估一次</source>
   <translation>Old people: assess every so many months</translation>
  </message>
  <message>
   <source>老年人收缩压低于此为满意</source>
   <translation>Old people: systolic below this is satisfactory</translation>
  </message>
  <message>
   <source>老年人生活自理能力评估表</source>
   <translation>Self-care assessment for the elderly</translation>
  </message>
  <message>
   <source>老年人舒张压低于此为满意</source>
   <translation>Old people: diastolic below this is satisfactory</translation>
  </message>
  <message>
   <source>职业</source>
   <translation>Occupation</translation>
  </message>
  <message>
   <source>职业训练</source>
   <translation>Vocational training</translation>
  </message>
  <message>
   <source>职务</source>
   <translation>Position</translation>
  </message>
  <message>
   <source>联系上</source>
   <translation>Reached</translation>
  </message>
  <message>
   <source>联系不上，不清楚</source>
   <translation>Cannot be reached, unclear</translation>
  </message>
  <message>
   <source>联系人</source>
   <translation>Contact person</translation>
  </message>
  <message>
   <source>联系人电话</source>
   <translation>Contact's phone</translation>
  </message>
  <message>
   <source>联系卡</source>
   <translation>Contact cards</translation>
  </message>
  <message>
   <source>联系电话</source>
   <translation>Contact phone</translation>
  </message>
  <message>
   <source>肇事</source>
   <translation>Caused serious trouble</translation>
  </message>
  <message>
   <source>肇祸</source>
   <translation>Caused serious harm</translation>
  </message>
  <message>
   <source>肺结核可疑者转诊后几天内电话追踪</source>
   <translation>Suspected tuberculosis: phone within days of referral</translation>
  </message>
  <message>
   <source>肺结核可疑者转诊追踪记录</source>
   <translation>Tracking record for suspected tuberculosis</translation>
  </message>
  <message>
   <source>肺结核追踪</source>
   <translation>Tuberculosis tracking</translation>
  </message>
  <message>
   <source>胰岛素用法和用量</source>
   <translation>Insulin use and dose</translation>
  </message>
  <message>
   <source>胰岛素种类</source>
   <translation>Insulin type</translation>
  </message>
  <message>
   <source>胸痛</source>
   <translation>Chest pain</translation>
  </message>
  <message>
   <source>胸痛 {minutes} 分钟不缓解：按胸痛绿色通道紧急转诊</source>
   <translation>Chest pain for {minutes} minutes without relief: urgent referral through the chest pain green channel</translation>
  </message>
  <message>
   <source>能独立地洗头、梳头、洗脸、刷牙、剃须等，洗澡需要协助</source>
   <translation>Washes hair and face, combs, brushes teeth, shaves alone; needs help to bathe</translation>
  </message>
  <message>
   <source>脉搏</source>
   <translation>Pulse</translation>
  </message>
  <message>
   <source>自伤</source>
   <translation>Self-harm</translation>
  </message>
  <message>
   <source>自杀未遂</source>
   <translation>Attempted suicide</translation>
  </message>
  <message>
   <source>自理能力评估</source>
   <translation>Self-care assessment</translation>
  </message>
  <message>
   <source>自知力</source>
   <translation>Insight</translation>
  </message>
  <message>
   <source>自知力不全</source>
   <translation>Partial insight</translation>
  </message>
  <message>
   <source>自知力完全</source>
   <translation>Full insight</translation>
  </message>
  <message>
   <source>自知力缺失</source>
   <translation>No insight</translation>
  </message>
  <message>
   <source>自语自笑</source>
   <translation>Talks or laughs to self</translation>
  </message>
  <message>
   <source>舒张压</source>
   <translation>Diastolic pressure</translation>
  </message>
  <message>
   <source>舒张压低于此为满意</source>
   <translation>Diastolic below this is satisfactory</translation>
  </message>
  <message>
   <source>舒张压到此紧急转诊</source>
   <translation>Diastolic from here: refer at once</translation>
  </message>
  <message>
   <source>良好</source>
   <translation>Good</translation>
  </message>
  <message>
   <source>节假日</source>
   <translation>Holidays</translation>
  </message>
  <message>
   <source>药物不良反应</source>
   <translation>Adverse drug reaction</translation>
  </message>
  <message>
   <source>药物不良反应难以控制，建议转诊</source>
   <translation>Adverse drug reaction hard to control; referral advised</translation>
  </message>
  <message>
   <source>药物名称</source>
   <translation>Drug name</translation>
  </message>
  <message>
   <source>药物过敏史</source>
   <translation>Drug allergies</translation>
  </message>
  <message>
   <source>血压 {pressure}：建议紧急转诊</source>
   <translation>Blood pressure {pressure}: urgent referral advised</translation>
  </message>
  <message>
   <source>血压 {sbp}/{dbp}，目标应低于 {high_s}/{high_d}</source>
   <translation>Blood pressure {sbp}/{dbp}; target below {high_s}/{high_d}</translation>
  </message>
  <message>
   <source>血压 {sbp}/{dbp}，达到 {high_s}/{high_d}，处理后紧急转诊</source>
   <translation>Blood pressure {sbp}/{dbp}, at or above {high_s}/{high_d}; treat, then refer urgently</translation>
  </message>
  <message>
   <source>血压写成 150/90，高压在前</source>
   <translation>Write blood pressure as 150/90, the higher first</translation>
  </message>
  <message>
   <source>血氧</source>
   <translation>Oxygen</translation>
  </message>
  <message>
   <source>血氧 {spo2}%：建议紧急转诊</source>
   <translation>Oxygen saturation {spo2}%: urgent referral advised</translation>
  </message>
  <message>
   <source>血糖 {value}mmol/L：建议紧急转诊</source>
   <translation>Glucose {value} mmol/L: urgent referral advised</translation>
  </message>
  <message>
   <source>血糖 {value}，低至 {limit}mmol/L，处理后紧急转诊</source>
   <translation>Glucose {value}, at or below {limit} mmol/L; treat, then refer urgently</translation>
  </message>
  <message>
   <source>血糖 {value}，达到 {limit}mmol/L，处理后紧急转诊</source>
   <translation>Glucose {value}, at or above {limit} mmol/L; treat, then refer urgently</translation>
  </message>
  <message>
   <source>血糖低到此紧急转诊</source>
   <translation>Glucose down to here: refer at once</translation>
  </message>
  <message>
   <source>血糖高到此紧急转诊</source>
   <translation>Glucose up to here: refer at once</translation>
  </message>
  <message>
   <source>行为怪异</source>
   <translation>Odd behaviour</translation>
  </message>
  <message>
   <source>补充了{fields}</source>
   <translation>Completed: {fields}</translation>
  </message>
  <message>
   <source>补录</source>
   <translation>Entered late</translation>
  </message>
  <message>
   <source>补打要写原因，会记入打印登记</source>
   <translation>A reprint needs a reason; it goes into the print register</translation>
  </message>
  <message>
   <source>补签同意书（小时）</source>
   <translation>Consent to be signed within (hours)</translation>
  </message>
  <message>
   <source>表1　转诊人次</source>
   <translation>Table 1  Referrals</translation>
  </message>
  <message>
   <source>表中年龄 {age} 岁与出生日期 {day} 不符，请核对</source>
   <translation>Age {age} in the sheet does not fit the date of birth {day}; please check</translation>
  </message>
  <message>
   <source>表格超过 {most} 行，后面的没有导入</source>
   <translation>The sheet has more than {most} rows; those after were not imported</translation>
  </message>
  <message>
   <source>表格超过 {most} 行，请分成几个文件导入</source>
   <translation>The sheet has more than {most} rows; please split it into several files</translation>
  </message>
  <message>
   <source>表现</source>
   <translation>Reaction</translation>
  </message>
  <message>
   <source>被拒收</source>
   <translation>Declined</translation>
  </message>
  <message>
   <source>被拒收的转诊 ÷ 发出和收到的转诊（撤销的不计）</source>
   <translation>Declined referrals ÷ referrals sent and received (withdrawn ones not counted)</translation>
  </message>
  <message>
   <source>被拒绝的操作</source>
   <translation>Refused actions</translation>
  </message>
  <message>
   <source>要比“{other}”的 {value} 高</source>
   <translation>Must be higher than {value} of "{other}"</translation>
  </message>
  <message>
   <source>要说明的内容</source>
   <translation>text</translation>
  </message>
  <message>
   <source>要问的内容</source>
   <translation>question</translation>
  </message>
  <message>
   <source>规律</source>
   <translation>Regular</translation>
  </message>
  <message>
   <source>规范第三版 2型糖尿病患者健康管理</source>
   <translation>National norm 3: type 2 diabetes</translation>
  </message>
  <message>
   <source>规范第三版 严重精神障碍患者管理；各地有按 2018 年工作规范执行的</source>
   <translation>National norm 3: severe mental disorders; some counties follow the 2018 work norm</translation>
  </message>
  <message>
   <source>规范第三版 老年人健康管理</source>
   <translation>National norm 3: old people</translation>
  </message>
  <message>
   <source>规范第三版 肺结核患者健康管理</source>
   <translation>National norm 3: tuberculosis</translation>
  </message>
  <message>
   <source>规范第三版 高血压、2型糖尿病患者健康管理</source>
   <translation>National norm 3: hypertension and type 2 diabetes</translation>
  </message>
  <message>
   <source>规范第三版 高血压患者健康管理</source>
   <translation>National norm 3: hypertension</translation>
  </message>
  <message>
   <source>规范第三版：合并糖尿病、慢性肾病可适当降低；基层高血压指南</source>
   <translation>National norm 3: may be lower with diabetes or kidney disease; primary care hypertension guide</translation>
  </message>
  <message>
   <source>视力模糊</source>
   <translation>Blurred vision</translation>
  </message>
  <message>
   <source>视力模糊、眼痛</source>
   <translation>Blurred vision, eye pain</translation>
  </message>
  <message>
   <source>视力突然骤降</source>
   <translation>Sudden loss of vision</translation>
  </message>
  <message>
   <source>解约原因</source>
   <translation>Reason for ending</translation>
  </message>
  <message>
   <source>解约日期</source>
   <translation>Ended on</translation>
  </message>
  <message>
   <source>解约日期在今天之后，请核对</source>
   <translation>The contract ends after today, please check</translation>
  </message>
  <message>
   <source>解约说明</source>
   <translation>Remark on ending</translation>
  </message>
  <message>
   <source>解锁</source>
   <translation>Unlock</translation>
  </message>
  <message>
   <source>触及正常</source>
   <translation>Palpable, normal</translation>
  </message>
  <message>
   <source>记录</source>
   <translation>Record</translation>
  </message>
  <message>
   <source>记录为患者不同意转诊，请核对后再打印</source>
   <translation>Recorded as: patient does not consent; please check before printing</translation>
  </message>
  <message>
   <source>记录种类</source>
   <translation>Kind of record</translation>
  </message>
  <message>
   <source>记录都已上传，附件还没有传完。</source>
   <translation>All records are uploaded; attachments are still on their way.</translation>
  </message>
  <message>
   <source>讲清了</source>
   <translation>Explained</translation>
  </message>
  <message>
   <source>设备公钥</source>
   <translation>Device public key</translation>
  </message>
  <message>
   <source>设置“{what}”的值不对，已改用默认值。</source>
   <translation>The value of the setting "{what}" is wrong; the default is used.</translation>
  </message>
  <message>
   <source>设置文件损坏，已改用默认设置，病历数据没有影响。原文件保留在 {path}，请重新检查打印机等设置。</source>
   <translation>The settings file is damaged; defaults are used and patient data is not affected. The old file is kept at {path}; please check the printer and other settings.</translation>
  </message>
  <message>
   <source>证书 {path} 和私钥不配对，或文件损坏。服务没有启动，请重新生成证书。</source>
   <translation>The certificate {path} and the private key do not match, or a file is damaged. The service was not started; please make a new certificate.</translation>
  </message>
  <message>
   <source>证件号码</source>
   <translation>ID document no.</translation>
  </message>
  <message>
   <source>证件类别</source>
   <translation>ID document type</translation>
  </message>
  <message>
   <source>评估</source>
   <translation>Assessment</translation>
  </message>
  <message>
   <source>评估结果</source>
   <translation>Result of assessment</translation>
  </message>
  <message>
   <source>诊断、原因、转入医院、医生齐全</source>
   <translation>Diagnosis, reason, receiving hospital and doctor are given</translation>
  </message>
  <message>
   <source>诊断没有编码，有的医保窗口要求填写</source>
   <translation>The diagnosis has no code; some insurance counters ask for it</translation>
  </message>
  <message>
   <source>诊断结果</source>
   <translation>Diagnosis result</translation>
  </message>
  <message>
   <source>诊断编码</source>
   <translation>Diagnosis code</translation>
  </message>
  <message>
   <source>诊断：{text}</source>
   <translation>Diagnosis: {text}</translation>
  </message>
  <message>
   <source>该续签</source>
   <translation>To renew</translation>
  </message>
  <message>
   <source>误建的档案</source>
   <translation>Record made by mistake</translation>
  </message>
  <message>
   <source>说明</source>
   <translation>Remarks</translation>
  </message>
  <message>
   <source>说明最多 200 个字</source>
   <translation>Remarks: at most 200 characters</translation>
  </message>
  <message>
   <source>请先选一位患者</source>
   <translation>Please choose a patient first</translation>
  </message>
  <message>
   <source>请先选定</source>
   <translation>Please choose first</translation>
  </message>
  <message>
   <source>请写明 disease，可以写：{names}。</source>
   <translation>Please give disease; it may be: {names}.</translation>
  </message>
  <message>
   <source>请写明删除的原因</source>
   <translation>Please give the reason for deleting</translation>
  </message>
  <message>
   <source>请写明团队成员的姓名</source>
   <translation>Please write the names of the team's members</translation>
  </message>
  <message>
   <source>请写明放弃的原因</source>
   <translation>Please give the reason for giving up</translation>
  </message>
  <message>
   <source>请写明治疗经过、下一步治疗方案或康复建议，接收的医生要照着做</source>
   <translation>Please describe the treatment, further plan or rehabilitation advice; the receiving doctor acts on it</translation>
  </message>
  <message>
   <source>请在患者资料里把建档状态也改一下，其他随访计划才不会再催</source>
   <translation>Please also change the record status in the patient's details, so that other follow-up plans stop reminding</translation>
  </message>
  <message>
   <source>请填 0 到 {most} 之间的分钟数</source>
   <translation>Enter minutes from 0 to {most}</translation>
  </message>
  <message>
   <source>请填 0 到 {most} 的整数，0 表示不提醒</source>
   <translation>Enter a whole number from 0 to {most}; 0 means no reminder</translation>
  </message>
  <message>
   <source>请填 1 到 365 之间的天数</source>
   <translation>Please give between 1 and 365 days</translation>
  </message>
  <message>
   <source>请填 1 到 {most} 的整天数，不限就留空</source>
   <translation>Enter whole days from 1 to {most}, or leave empty for no limit</translation>
  </message>
  <message>
   <source>请填写{label}</source>
   <translation>Please fill in {label}</translation>
  </message>
  <message>
   <source>请填写{label}，或选一边。</source>
   <translation>Please fill in {label}, or choose a side.</translation>
  </message>
  <message>
   <source>请填写出生日期或身份证号</source>
   <translation>Please fill in the date of birth or the ID number</translation>
  </message>
  <message>
   <source>请填写发生的日期</source>
   <translation>Please fill in the date it happened</translation>
  </message>
  <message>
   <source>请填写姓名</source>
   <translation>Please fill in the name</translation>
  </message>
  <message>
   <source>请填写科室或联系人，写明电话打给谁</source>
   <translation>Please fill in department or contact person, so it is clear whom to call</translation>
  </message>
  <message>
   <source>请填数字，如 1.5 或 -2</source>
   <translation>Enter a number such as 1.5 or -2</translation>
  </message>
  <message>
   <source>请填数字，如 18.5</source>
   <translation>Enter a number such as 18.5</translation>
  </message>
  <message>
   <source>请用 --login 写明登录名（或环境变量 {name}）。</source>
   <translation>Please give the login name with --login (or the environment variable {name}).</translation>
  </message>
  <message>
   <source>请确认</source>
   <translation>Please confirm</translation>
  </message>
  <message>
   <source>请至少填一个量到的数</source>
   <translation>Please enter at least one measurement</translation>
  </message>
  <message>
   <source>请至少选择一个角色</source>
   <translation>Please choose at least one role</translation>
  </message>
  <message>
   <source>请补写{fields}</source>
   <translation>Please complete {fields}</translation>
  </message>
  <message>
   <source>请输入这台电脑的启动口令来打开数据库。数据库没有动过，数据都在。</source>
   <translation>Enter this computer's start passphrase to open the database. The database is untouched; the data is all there.</translation>
  </message>
  <message>
   <source>请选择别的机构；本院其他科室请用“接诊”</source>
   <translation>Please choose another organization; for another department of your hospital use "Accept"</translation>
  </message>
  <message>
   <source>请选择打印机</source>
   <translation>Please choose a printer</translation>
  </message>
  <message>
   <source>请选接管的机构</source>
   <translation>Please choose the institution that takes over</translation>
  </message>
  <message>
   <source>读不到打印字体 {file}，所以没有打印，数据都在。请重新安装程序，或请管理员补上字体文件。</source>
   <translation>The print font {file} cannot be read, so nothing was printed; the data is kept. Install the program again, or have the administrator add the font file.</translation>
  </message>
  <message>
   <source>读写 {path} 时出错（{reason}）。请检查磁盘或 U 盘是否接好，然后重试。</source>
   <translation>Error reading or writing {path} ({reason}). Check that the disk or USB stick is attached and try again.</translation>
  </message>
  <message>
   <source>读写数据库 {path} 时磁盘出错，刚才的修改没有保存，之前保存的没有动。请检查磁盘后重试。</source>
   <translation>Disk error on the database {path}; the last change was not saved, what was saved before is untouched. Check the disk and try again.</translation>
  </message>
  <message>
   <source>读音相同，同年出生</source>
   <translation>Sounds the same, born in the same year</translation>
  </message>
  <message>
   <source>读音相同，电话也相同</source>
   <translation>Sounds the same, same phone</translation>
  </message>
  <message>
   <source>调整用药可以解决</source>
   <translation>Can be solved by adjusting drugs</translation>
  </message>
  <message>
   <source>责任医生</source>
   <translation>Responsible doctor</translation>
  </message>
  <message>
   <source>账号</source>
   <translation>Account</translation>
  </message>
  <message>
   <source>费别</source>
   <translation>Payment type</translation>
  </message>
  <message>
   <source>费用和报销</source>
   <translation>Costs and reimbursement</translation>
  </message>
  <message>
   <source>费用困难</source>
   <translation>Cannot afford it</translation>
  </message>
  <message>
   <source>资料</source>
   <translation>Details</translation>
  </message>
  <message>
   <source>超重或肥胖者每次测，其他人每年一次</source>
   <translation>Every time if overweight or obese, others once a year</translation>
  </message>
  <message>
   <source>足背动脉减弱或消失的一侧</source>
   <translation>Side with weak or absent dorsalis pedis pulse</translation>
  </message>
  <message>
   <source>足背动脉搏动</source>
   <translation>Dorsalis pedis pulse</translation>
  </message>
  <message>
   <source>路远或没人陪</source>
   <translation>Too far, or nobody to go along</translation>
  </message>
  <message>
   <source>身份证件类别</source>
   <translation>ID document types</translation>
  </message>
  <message>
   <source>身份证号</source>
   <translation>ID number</translation>
  </message>
  <message>
   <source>身份证号不对，刷卡时对不上，请核对</source>
   <translation>The ID number is wrong and will not match the card reader; please check</translation>
  </message>
  <message>
   <source>身份证号中的出生日期 {day} 在今天之后</source>
   <translation>The date of birth {day} in the ID number is after today</translation>
  </message>
  <message>
   <source>身份证号中的出生日期 {digits} 不存在</source>
   <translation>The date of birth {digits} in the ID number does not exist</translation>
  </message>
  <message>
   <source>身份证号前两位 {digits} 不是已知的省份代码，请核对</source>
   <translation>The first two digits {digits} of the ID number are no known province; please check</translation>
  </message>
  <message>
   <source>身份证号只能是数字，最后一位可以是 X，请核对证件重新输入</source>
   <translation>An ID number has digits only, the last may be X; check the card and type it again</translation>
  </message>
  <message>
   <source>身份证号应为 18 位，现在是 {count} 位，请核对</source>
   <translation>An ID number has 18 digits, now {count}; please check</translation>
  </message>
  <message>
   <source>身份证号校验不通过，可能输错一位，请对照证件核对</source>
   <translation>The ID number fails its check; one digit may be wrong, please check the card</translation>
  </message>
  <message>
   <source>身份证号相同</source>
   <translation>Same ID number</translation>
  </message>
  <message>
   <source>身份证号被表格当成数值存放，后三位已经丢失，请对照证件重新输入（单元格先设为“文本”）</source>
   <translation>The sheet stored the ID number as a number and the last three digits are lost; type it again from the card (set the cell to "Text" first)</translation>
  </message>
  <message>
   <source>身高</source>
   <translation>Height</translation>
  </message>
  <message>
   <source>转入交接记录</source>
   <translation>Record of transfer in</translation>
  </message>
  <message>
   <source>转入机构</source>
   <translation>Receiving organization</translation>
  </message>
  <message>
   <source>转入机构名称</source>
   <translation>Name of receiving organization</translation>
  </message>
  <message>
   <source>转入机构是本机构，请写明转入的科室</source>
   <translation>The receiving organization is your own; please name the receiving department</translation>
  </message>
  <message>
   <source>转入科室</source>
   <translation>Receiving department</translation>
  </message>
  <message>
   <source>转出交接记录</source>
   <translation>Record of transfer out</translation>
  </message>
  <message>
   <source>转出前核对转诊指征并电话联系接诊科室。</source>
   <translation>Check the indications and call the receiving department before referring.</translation>
  </message>
  <message>
   <source>转出前电话确认接诊安排，转出后次日随访是否到院，未到院的查明原因并登记。</source>
   <translation>Confirm reception by phone before referring; check arrival the next day, find out and record why if not.</translation>
  </message>
  <message>
   <source>转出机构</source>
   <translation>Sending organization</translation>
  </message>
  <message>
   <source>转出机构名称</source>
   <translation>Name of sending organization</translation>
  </message>
  <message>
   <source>转出科室</source>
   <translation>Sending department</translation>
  </message>
  <message>
   <source>转回下级</source>
   <translation>Returned down</translation>
  </message>
  <message>
   <source>转回下级人次 ÷ 本机构出院人次</source>
   <translation>Patients returned to lower level ÷ own discharges</translation>
  </message>
  <message>
   <source>转回日期</source>
   <translation>Return date</translation>
  </message>
  <message>
   <source>转回日期在今天之后，请核对</source>
   <translation>The return date is after today; please check</translation>
  </message>
  <message>
   <source>转回机构</source>
   <translation>Returning organization</translation>
  </message>
  <message>
   <source>转回机构名称</source>
   <translation>Name of returning organization</translation>
  </message>
  <message>
   <source>转归</source>
   <translation>Outcome</translation>
  </message>
  <message>
   <source>转往{name}后两周内随访</source>
   <translation>Follow up within two weeks after referral to {name}</translation>
  </message>
  <message>
   <source>转往上级</source>
   <translation>Referred up</translation>
  </message>
  <message>
   <source>转往他院</source>
   <translation>Redirect elsewhere</translation>
  </message>
  <message>
   <source>转往更上级医院</source>
   <translation>Referred to a higher hospital</translation>
  </message>
  <message>
   <source>转往结核病定点医疗机构</source>
   <translation>Referred to the designated tuberculosis hospital</translation>
  </message>
  <message>
   <source>转诊</source>
   <translation>Referral</translation>
  </message>
  <message>
   <source>转诊人次：本期、上期和去年同期</source>
   <translation>Patients sent: this period, the last and last year</translation>
  </message>
  <message>
   <source>转诊到院率</source>
   <translation>Arrival rate</translation>
  </message>
  <message>
   <source>转诊前是否讲清了原因和流程</source>
   <translation>Were reason and procedure explained before referral</translation>
  </message>
  <message>
   <source>转诊医生</source>
   <translation>Referring doctor</translation>
  </message>
  <message>
   <source>转诊医生电话</source>
   <translation>Referring doctor's phone</translation>
  </message>
  <message>
   <source>转诊单</source>
   <translation>Referral slip</translation>
  </message>
  <message>
   <source>转诊单上的二维码装不下这么多内容，所以没有打印，数据都在。请在设置里关掉二维码后再打印。</source>
   <translation>The code on the slip cannot hold this much, so nothing was printed; the data is kept. Turn the code off in the settings and print again.</translation>
  </message>
  <message>
   <source>转诊单号</source>
   <translation>Referral slip no.</translation>
  </message>
  <message>
   <source>转诊单号校验不符，请重新打开这张转诊单再打印</source>
   <translation>The slip number fails its check; open the referral again before printing</translation>
  </message>
  <message>
   <source>转诊原因</source>
   <translation>Referral reason</translation>
  </message>
  <message>
   <source>转诊原因说明</source>
   <translation>Referral reason in words</translation>
  </message>
  <message>
   <source>转诊后14天内随访到的 ÷ 紧急转诊和随访中转出的上转（未满14天又未随访的不计）</source>
   <translation>Followed up within 14 days ÷ urgent upward referrals and those from follow-ups (not yet 14 days and not followed up: not counted)</translation>
  </message>
  <message>
   <source>转诊后几天内随访</source>
   <translation>Visit within days of a referral</translation>
  </message>
  <message>
   <source>转诊后随访</source>
   <translation>Follow-up after referral</translation>
  </message>
  <message>
   <source>转诊后随访记录</source>
   <translation>Record of follow-up after referral</translation>
  </message>
  <message>
   <source>转诊和随访记录仍归写它的机构，没办完的转诊由原来双方照常办完。</source>
   <translation>Referrals and follow-ups stay with the institution that wrote them; open referrals are finished by the same two sides.</translation>
  </message>
  <message>
   <source>转诊咨询</source>
   <translation>Referral advice</translation>
  </message>
  <message>
   <source>转诊咨询类别</source>
   <translation>Kind of message</translation>
  </message>
  <message>
   <source>转诊已结束</source>
   <translation>Referral ended</translation>
  </message>
  <message>
   <source>转诊总人次</source>
   <translation>All referrals</translation>
  </message>
  <message>
   <source>转诊情况</source>
   <translation>Referral</translation>
  </message>
  <message>
   <source>转诊方向</source>
   <translation>Referral direction</translation>
  </message>
  <message>
   <source>转诊日期</source>
   <translation>Referral date</translation>
  </message>
  <message>
   <source>转诊日期不晚于入院</source>
   <translation>Referral date not after admission</translation>
  </message>
  <message>
   <source>转诊日期在今天之后，窗口会退回，请核对</source>
   <translation>The referral date is after today; the counter will send it back, please check</translation>
  </message>
  <message>
   <source>转诊日期在今天之后，请核对</source>
   <translation>The referral date is after today; please check</translation>
  </message>
  <message>
   <source>转诊日期在入院日期 {day} 之后，窗口会退回</source>
   <translation>The referral date is after the admission date {day}; the counter will send it back</translation>
  </message>
  <message>
   <source>转诊日期是 {days} 天以前，请核对；确实是补录的可以保存</source>
   <translation>The referral date is {days} d ago; please check. If entered late, you can save it</translation>
  </message>
  <message>
   <source>转诊机构及科别</source>
   <translation>Referred to (organization, department)</translation>
  </message>
  <message>
   <source>转诊知情同意书</source>
   <translation>Informed consent to referral</translation>
  </message>
  <message>
   <source>转诊符合率</source>
   <translation>Appropriate referral rate</translation>
  </message>
  <message>
   <source>转诊经过</source>
   <translation>Referral history</translation>
  </message>
  <message>
   <source>转诊至机构及科室</source>
   <translation>Referred to (organization, department)</translation>
  </message>
  <message>
   <source>转诊角色</source>
   <translation>Role in the referral</translation>
  </message>
  <message>
   <source>转诊附件类别</source>
   <translation>Kind of attachment</translation>
  </message>
  <message>
   <source>转诊随访率（2周内）</source>
   <translation>2-week follow-up rate</translation>
  </message>
  <message>
   <source>转运与护送</source>
   <translation>Transport and escort</translation>
  </message>
  <message>
   <source>转运方式</source>
   <translation>Transport</translation>
  </message>
  <message>
   <source>轻</source>
   <translation>Light</translation>
  </message>
  <message>
   <source>轻度依赖</source>
   <translation>Slightly dependent</translation>
  </message>
  <message>
   <source>轻度依赖（4～8分）</source>
   <translation>Slightly dependent (4–8 points)</translation>
  </message>
  <message>
   <source>轻度滋事</source>
   <translation>Minor trouble</translation>
  </message>
  <message>
   <source>较差</source>
   <translation>Rather poor</translation>
  </message>
  <message>
   <source>辅助检查</source>
   <translation>Auxiliary tests</translation>
  </message>
  <message>
   <source>过敏</source>
   <translation>Allergies</translation>
  </message>
  <message>
   <source>过敏原</source>
   <translation>Allergen</translation>
  </message>
  <message>
   <source>过敏原类别</source>
   <translation>Kind of allergen</translation>
  </message>
  <message>
   <source>过敏史</source>
   <translation>Allergies</translation>
  </message>
  <message>
   <source>运动次数</source>
   <translation>Exercise, times per week</translation>
  </message>
  <message>
   <source>运动次数目标</source>
   <translation>Exercise times target</translation>
  </message>
  <message>
   <source>还不能保存</source>
   <translation>Cannot be saved yet</translation>
  </message>
  <message>
   <source>还有 {count} 个随访计划没有结束，请通知原机构终止，由 {target} 另订。</source>
   <translation>{count} follow-up plans are still open; please ask the former institution to end them, and {target} to make its own.</translation>
  </message>
  <message>
   <source>还有 {n} 个附件没有装下，下次再带，或等线路通了自动上传。</source>
   <translation>Attachments that did not fit: {n}. They go with the next file, or by themselves when the line is back.</translation>
  </message>
  <message>
   <source>还有 {n} 人签在这个团队，签约照旧有效，请陆续改签或解约</source>
   <translation>{n} people are under contract with this team; their contracts stay in force, please move or end them by and by</translation>
  </message>
  <message>
   <source>还有 {n} 项装不下，下次送出时再带。</source>
   <translation> {n} more did not fit and go with the next file.</translation>
  </message>
  <message>
   <source>还没有 {year} 年的放假安排，随访日期只避开周末。</source>
   <translation>There is no holiday calendar for {year} yet; follow-up dates avoid weekends only.</translation>
  </message>
  <message>
   <source>还没有做过备份。请点“立即备份”。</source>
   <translation>There is no backup yet. Please choose "Back up now".</translation>
  </message>
  <message>
   <source>还没有做过备份。请现在做一次，最好备份到 U 盘。</source>
   <translation>There is no backup yet. Please make one now, best to a USB stick.</translation>
  </message>
  <message>
   <source>还没有到定点医疗机构就诊，一周内再次电话追踪</source>
   <translation>Not yet seen at the designated hospital; call again within a week</translation>
  </message>
  <message>
   <source>还没有和县平台核对过。</source>
   <translation>Not yet compared with the hub.</translation>
  </message>
  <message>
   <source>还没有和县平台联系上。请检查网线。</source>
   <translation>No contact with the county hub yet. Please check the network cable.</translation>
  </message>
  <message>
   <source>还没有审核，纸上会印“未审核”，窗口一般不收</source>
   <translation>Not reviewed; the paper will say "未审核" (not reviewed), which counters usually refuse</translation>
  </message>
  <message>
   <source>还没有就诊或联系不上，请再次督促</source>
   <translation>Not seen yet or unreachable; please remind again</translation>
  </message>
  <message>
   <source>还没有收到转诊。先登记县平台，各机构发来的转诊会出现在这里</source>
   <translation>No referrals received yet. Enrol with the county hub first; referrals from other organizations then appear here</translation>
  </message>
  <message>
   <source>还没有收到过它的消息</source>
   <translation>No news from it yet</translation>
  </message>
  <message>
   <source>还没有登录。请先登录，再继续。</source>
   <translation>Not logged in. Please log in to continue.</translation>
  </message>
  <message>
   <source>还没有记录知情同意</source>
   <translation>Informed consent not recorded</translation>
  </message>
  <message>
   <source>还没有记录知情同意，请让患者或家属签字</source>
   <translation>Informed consent is not recorded; have the patient or family sign</translation>
  </message>
  <message>
   <source>还没有记录知情同意；急症可以先转，之后补上</source>
   <translation>Informed consent is not recorded; an emergency can be referred first and completed later</translation>
  </message>
  <message>
   <source>还要等{role}审核，审核后自动发出</source>
   <translation>Still waiting for review by the {role}; sent automatically after that</translation>
  </message>
  <message>
   <source>这一处还没有决定，没有可以撤销的内容。</source>
   <translation>This has not been decided; there is nothing to undo.</translation>
  </message>
  <message>
   <source>这一步没有完成；之前已保存的内容不受影响。请再试一次，仍不行请把详情发给技术人员。</source>
   <translation>This step was not completed; what was saved before is safe. Please try again; if it fails again, send the details to your technician.</translation>
  </message>
  <message>
   <source>这一版表里没有“{key}”这一项</source>
   <translation>This edition of the form has no item "{key}"</translation>
  </message>
  <message>
   <source>这一秒已经做过一次备份：{path}。原有备份都在，不用再做。</source>
   <translation>A backup was already made this second: {path}. Earlier backups are all there; no need to repeat.</translation>
  </message>
  <message>
   <source>这不是县平台的答复文件，没有收进任何内容。请重新选择文件。</source>
   <translation>This is not an answer file of the county hub; nothing was read in. Please choose again.</translation>
  </message>
  <message>
   <source>这不是本程序导出的“没有接受的内容”，没有收进任何内容。请重新选择文件。</source>
   <translation>This is no export of refused work; nothing was taken in. Please choose another file.</translation>
  </message>
  <message>
   <source>这不是本程序导出的加密文件。请核对选的是不是摆渡文件。</source>
   <translation>This is not an encrypted file exported by this program. Check that you chose the transfer file.</translation>
  </message>
  <message>
   <source>这不是转诊单上的码。请对准转诊单左下角或右侧的方码再扫。</source>
   <translation>This is not the code of a referral slip. Aim at the square code at the lower left or right of the slip and scan again.</translation>
  </message>
  <message>
   <source>这两份资料已经是同一个人，不用再合并</source>
   <translation>These two records are already one person; no need to merge again</translation>
  </message>
  <message>
   <source>这个 PDF 打不开（损坏，或设了密码），没有加入。请重新导出后再试</source>
   <translation>This PDF cannot be opened (damaged or with a password); it was not added. Export it again and retry</translation>
  </message>
  <message>
   <source>这个 PDF 里没有页面，没有加入</source>
   <translation>This PDF has no pages; it was not added</translation>
  </message>
  <message>
   <source>这个加密文件不是给本机的，或者文件已损坏。原文件没有动，请核对后让对方重新导出。</source>
   <translation>This encrypted file is not for this computer, or it is damaged. The file is untouched; check it and have the other side export it again.</translation>
  </message>
  <message>
   <source>这个地址上的服务器不是发给您登记码的那个县平台，已停止连接，没有发送任何数据。请核对地址，或向县平台管理员要新的登记码。</source>
   <translation>The server at this address is not the county hub that gave you the code; the connection was stopped and nothing was sent. Check the address, or ask the county hub administrator for a new code.</translation>
  </message>
  <message>
   <source>这个地址没有加密，只能在平台本机上使用。</source>
   <translation>This address is not encrypted and works only on the hub machine itself.</translation>
  </message>
  <message>
   <source>这个地址没有县平台（代码 {status}）。</source>
   <translation>There is no county hub at this address (code {status}).</translation>
  </message>
  <message>
   <source>这个数不合理，规范是 {usual}，请核对</source>
   <translation>This number makes no sense; the norm says {usual}, please check</translation>
  </message>
  <message>
   <source>这个文件不是本机登记的县平台写给本机的，没有收进任何内容，本机数据没有变。请核对文件。</source>
   <translation>This file was not written to this computer by its county hub; nothing was read in and data here is unchanged. Please check the file.</translation>
  </message>
  <message>
   <source>这个文件是别的机构导出的，没有收进任何内容。请在导出它的机构收进，或按表里的内容手工登记。</source>
   <translation>Another institution exported this file; nothing was taken in. Take it in there, or enter it by hand from the sheet.</translation>
  </message>
  <message>
   <source>这个文件是空的，没有加入。请重新扫描或换一个文件</source>
   <translation>This file is empty; it was not added. Scan it again or choose another file</translation>
  </message>
  <message>
   <source>这个文件有 {size} MB，超过 {most} MB，没有加入。请把要紧的几页拍照，或另存成小一点的文件</source>
   <translation>This file has {size} MB, more than {most} MB; it was not added. Photograph the pages that matter, or save it smaller</translation>
  </message>
  <message>
   <source>这个登记码已经用过，没有登记。请向县平台管理员要新的登记码。</source>
   <translation>This enrolment code was used before; nothing was enrolled. Ask the county hub administrator for a new one.</translation>
  </message>
  <message>
   <source>这个登记码已过期，没有登记。请向县平台管理员要新的登记码。</source>
   <translation>This enrolment code has expired; nothing was enrolled. Ask the county hub administrator for a new one.</translation>
  </message>
  <message>
   <source>这个登记码是发给别的机构的，没有登记，登记码没有用掉。请向县平台管理员要本机构的登记码。</source>
   <translation>This enrolment code was issued to another institution; nothing was enrolled, and the code is still good. Ask the county hub administrator for your own institution's code.</translation>
  </message>
  <message>
   <source>这个账号已停用，请联系管理员，或换一个账号登录</source>
   <translation>This account is disabled; contact the administrator, or log in with another account</translation>
  </message>
  <message>
   <source>这个身份证号已登记在“{name}”名下。是同一个人请打开已有资料；不是请核对号码</source>
   <translation>This ID number is registered for "{name}". If it is the same person, open that record; if not, check the number</translation>
  </message>
  <message>
   <source>这个身份证号已登记在“{name}”名下，姓名不一致，请核对</source>
   <translation>This ID number is registered for "{name}", whose name differs; please check</translation>
  </message>
  <message>
   <source>这个随访计划已经结束，不用再改</source>
   <translation>This follow-up plan has ended and needs no change</translation>
  </message>
  <message>
   <source>这份数据是拷贝来的、换过位置，或用旧备份恢复过。为免与另一份重号，转诊单从现在起用新的编号段 {mark}。资料没有变动，可以照常使用。</source>
   <translation>These data were copied, moved or restored from an old backup. So that no number is given out twice, referral slips use the new segment {mark} from now on. Nothing in the records has changed; you can go on working.</translation>
  </message>
  <message>
   <source>这份数据曾被拷贝、换位置或恢复，单号已改用编号段 {mark}，不会与另一份重号。</source>
   <translation>These data were once copied, moved or restored; slip numbers use the segment {mark} and cannot meet those of another copy.</translation>
  </message>
  <message>
   <source>这份文件只有 {n} 页，选的页不存在，没有打印。请改页码。</source>
   <translation>This document has only {n} page(s); the chosen pages do not exist and nothing was printed. Please change the page numbers.</translation>
  </message>
  <message>
   <source>这份文件已经在这张单的附件里了</source>
   <translation>This file is among the slip's attachments already</translation>
  </message>
  <message>
   <source>这份文件读不出来，没有打印。内容已保存，请重新生成后再打印。</source>
   <translation>This document cannot be read; nothing was printed. Your work is saved. Please make it again and print.</translation>
  </message>
  <message>
   <source>这份档案已终止（{why}），请核对</source>
   <translation>This record is ended ({why}); please check</translation>
  </message>
  <message>
   <source>这份档案已终止，不能再签约</source>
   <translation>This archive is closed; no contract can be signed</translation>
  </message>
  <message>
   <source>这份答复不能用，本机数据没有变。请重新送出一次。</source>
   <translation>This answer cannot be used; data on this computer is unchanged. Please send once more.</translation>
  </message>
  <message>
   <source>这份答复和本机现在的数据对不上（本机数据恢复过），没有收进，本机数据没有变。请重新送出。</source>
   <translation>This answer does not fit the present data (which was restored), so it was not read in; data on this computer is unchanged. Please send again.</translation>
  </message>
  <message>
   <source>这份答复已经用不着了：送出之后，本机已收进过它，或者已经直接联系过县平台。本机数据没有变，也没有少。</source>
   <translation>This answer is no longer needed: since sending, this computer has read it in already or contacted the county hub directly. Data here is unchanged and nothing is missing.</translation>
  </message>
  <message>
   <source>这份签约已经解约，不用再改</source>
   <translation>This contract has ended already; nothing to change</translation>
  </message>
  <message>
   <source>这份资料已有转诊或随访记录，不能删除。重复建档请用“合并”，已故或迁出请填建档状态</source>
   <translation>This record has referrals or follow-ups and cannot be deleted. For duplicates use "Merge"; for death or moving away set the record status</translation>
  </message>
  <message>
   <source>这份附件太大，本程序不能取回</source>
   <translation>This attachment is too large to be fetched</translation>
  </message>
  <message>
   <source>这份附件是对方加的，请对方移除</source>
   <translation>The other side added this attachment; ask them to remove it</translation>
  </message>
  <message>
   <source>这份附件由别的机构上传，本机不用传。</source>
   <translation>Another institution uploads this attachment; this computer need not.</translation>
  </message>
  <message>
   <source>这份附件的内容打不开，可能对方存坏了。请联系对方重新添加。</source>
   <translation>This attachment cannot be opened; it may have been damaged at the other side. Ask them to add it again.</translation>
  </message>
  <message>
   <source>这份附件还没有取回本机。请按“取回”，线路通时会自动取来。</source>
   <translation>This attachment is not here yet. Press Fetch; it comes as soon as there is a line.</translation>
  </message>
  <message>
   <source>这位患者是扫码接收的，开单机构的资料还没有传到本机，没有改动。请先同步，再改。</source>
   <translation>This patient was received by scan and the issuing organization's record has not arrived yet; nothing was changed. Sync first, then edit.</translation>
  </message>
  <message>
   <source>这台电脑上已经有数据，没有改动。请打开程序，在 设置 的 备份与恢复 里恢复。</source>
   <translation>There are data on this computer already; nothing was changed. Open the program and restore under Settings, Backup and restore.</translation>
  </message>
  <message>
   <source>这台电脑上的程序太旧，县平台已经看不懂它的内容。请先升级程序，升级后会接着上传。</source>
   <translation>The program on this computer is too old for the county hub to read. Update the program first; uploading then goes on.</translation>
  </message>
  <message>
   <source>这台电脑上的程序比县平台新，县平台还看不懂它的内容。请让县平台先升级。</source>
   <translation>The program on this computer is newer than the county hub, which cannot read it yet. Ask for the county hub to be updated first.</translation>
  </message>
  <message>
   <source>这台电脑已被县平台停用</source>
   <translation>The county has stopped this computer</translation>
  </message>
  <message>
   <source>这台电脑已被县平台停用，不再收发。内容都还在本机，一条没有少。请联系县平台管理员重新启用。</source>
   <translation>The county has stopped this computer; it no longer exchanges. Everything is still here, nothing is missing. Ask the hub's administrator to let it in again.</translation>
  </message>
  <message>
   <source>这台电脑已被县平台停用，不能自己重新登记。内容都还在本机。请联系县平台管理员重新启用。</source>
   <translation>The county has stopped this computer; it cannot enrol again by itself. Everything is still here. Ask the hub's administrator to let it in again.</translation>
  </message>
  <message>
   <source>这台电脑已被县平台停用，没有收发数据。本机数据都在，请联系县平台管理员重新启用。</source>
   <translation>The county hub has stopped this computer. Nothing was sent or received. Everything is still on this computer. Ask the county hub administrator to let it in again.</translation>
  </message>
  <message>
   <source>这台电脑没有可用的系统密钥环，不能取消启动口令。口令没有变。</source>
   <translation>This computer has no usable system keyring, so the start passphrase cannot be removed. It is unchanged.</translation>
  </message>
  <message>
   <source>这台电脑没有可用的系统密钥环，密钥无处保存。请设一个启动口令（用环境变量 CLINIC_PASSPHRASE 或启动时输入），再重新初始化。还没有建立任何数据。</source>
   <translation>This computer has no usable system keyring to keep the key. Set a start passphrase (environment variable CLINIC_PASSPHRASE, or typed at start) and set up again. No data has been created.</translation>
  </message>
  <message>
   <source>这台电脑没有设置本县代码表的存放位置，代码表没有变化</source>
   <translation>This computer has no place set for county code tables; the tables are unchanged</translation>
  </message>
  <message>
   <source>这台电脑的日期时间不可信，请校准；转诊单上的日期会受影响。</source>
   <translation>This computer's date and time cannot be trusted; please set them. Dates on slips are affected.</translation>
  </message>
  <message>
   <source>这台电脑的日期是 {today}，上次保存是在 {last}，相隔 {days} 天。请确认日期无误，再打印和看到期名单。</source>
   <translation>This computer says it is {today}; the last saving was on {last}, {days} d apart. Please make sure the date is right before printing or using due lists.</translation>
  </message>
  <message>
   <source>这台电脑的日期是 {today}，显然不对。请先校准日期，再打印和看到期名单。</source>
   <translation>This computer says it is {today}, which cannot be right. Please set the date before printing or using due lists.</translation>
  </message>
  <message>
   <source>这台电脑的日期是 {today}，比已保存的内容（{last}）还早。请核对日期，再打印和看到期名单。</source>
   <translation>This computer says it is {today}, earlier than what was already saved ({last}). Please check the date before printing or using due lists.</translation>
  </message>
  <message>
   <source>这台电脑的时钟不准，已按县平台的时间校正。请检查系统日期。</source>
   <translation>This computer's clock is wrong and was corrected by the county hub's time. Please check the system date.</translation>
  </message>
  <message>
   <source>这台电脑的时钟与县平台相差 {minutes} 分钟，请校准。</source>
   <translation>This computer's clock differs from the county hub's by {minutes} minutes; please set it.</translation>
  </message>
  <message>
   <source>这台电脑的程序没有随访表“{form}”的 {edition} 版，请更新程序后再打开</source>
   <translation>The program on this computer lacks edition {edition} of the follow-up form "{form}"; update the program and open it again</translation>
  </message>
  <message>
   <source>这台电脑的系统密钥环里没有本数据库的密钥，常见于重装系统、换了登录用户或换了电脑。数据库没有动过，数据都在。请这样做：1. 找到建库时打印的恢复码（由机构负责人封存）；2. 点“用恢复码打开”，照着输入；3. 打开后密钥会重新存好，以后不用再输。</source>
   <translation>The system keyring of this computer does not hold the key of this database, as happens after a reinstall, with another login user or on a new computer. The database is untouched and the data is all there. Do this: 1. find the recovery code printed at setup (sealed by the person in charge); 2. choose "Open with recovery code" and type it in; 3. after opening, the key is stored again and you need not type it any more.</translation>
  </message>
  <message>
   <source>这台电脑还没有打印机，没有打印。内容已保存；可以先存成 PDF，装好打印机后再打印。</source>
   <translation>This computer has no printer yet; nothing was printed. Your work is saved; you can save a PDF now and print it once a printer is installed.</translation>
  </message>
  <message>
   <source>这张单已审核完，不需要再审</source>
   <translation>This slip is fully reviewed; no more review is needed</translation>
  </message>
  <message>
   <source>这张单已退回，等填写人修改后再审</source>
   <translation>This slip was sent back; it can be reviewed once the writer has corrected it</translation>
  </message>
  <message>
   <source>这张单是对方写的，只有对方能更正。可以用“中间反馈”告诉对方。</source>
   <translation>The other side wrote this slip and only they can correct it. Use "Interim feedback" to tell them.</translation>
  </message>
  <message>
   <source>这张单是对方写的，知情同意由对方登记</source>
   <translation>The other side wrote this slip and records the consent</translation>
  </message>
  <message>
   <source>这张单没有被退回，不需要再次送审</source>
   <translation>This slip was not sent back; there is no need to submit it again</translation>
  </message>
  <message>
   <source>这张单转往“{name}”，不是本机构，不能在这里接收。请告诉患者正确的地点。</source>
   <translation>This slip is for "{name}", not your organization, and cannot be received here. Please tell the patient the right place.</translation>
  </message>
  <message>
   <source>这张图片打不开（可能损坏），没有加入。请重新拍照或扫描</source>
   <translation>This picture cannot be opened (it may be damaged); it was not added. Photograph or scan it again</translation>
  </message>
  <message>
   <source>这张图片的尺寸太大，没有加入。请用普通清晰度重新拍照或扫描</source>
   <translation>This picture has too many pixels; it was not added. Photograph or scan it at ordinary quality</translation>
  </message>
  <message>
   <source>这张联系卡由对方机构维护，本机不能改。号码不对时请告诉对方，或另记一张本机备注。</source>
   <translation>This contact card is kept by the other organization and cannot be changed here. If the number is wrong, tell them, or keep a note of your own.</translation>
  </message>
  <message>
   <source>这张转诊单 {day} 已到期，请重新开单</source>
   <translation>This referral expired on {day}; please write a new one</translation>
  </message>
  <message>
   <source>这张转诊单已作废。请问患者有没有新的转诊单。</source>
   <translation>This referral is void. Ask the patient whether there is a newer one.</translation>
  </message>
  <message>
   <source>这把密钥不是这个数据库的，密钥信封没有改动。</source>
   <translation>This key is not of this database; the key envelope is unchanged.</translation>
  </message>
  <message>
   <source>这是 15 位旧身份证号，换算成 18 位是 {suggestion}，请对照证件后采用</source>
   <translation>This is an old 15-digit ID number; with 18 digits it is {suggestion}. Compare the card before using it</translation>
  </message>
  <message>
   <source>这是 15 位旧身份证号，而且出生日期不存在，请按现用证件输入 18 位号码</source>
   <translation>This is an old 15-digit ID number whose date of birth does not exist; type the 18-digit number of the present card</translation>
  </message>
  <message>
   <source>这是别人设的初始密码。请先修改密码，再继续。</source>
   <translation>This first password was set by someone else. Please change it to continue.</translation>
  </message>
  <message>
   <source>这是别的机构的家庭医生团队，这里不能改动。</source>
   <translation>This is another institution's family doctor team and cannot be changed here.</translation>
  </message>
  <message>
   <source>这是别的机构的随访计划，这里不能改动。</source>
   <translation>This follow-up plan belongs to another organization and cannot be changed here.</translation>
  </message>
  <message>
   <source>这是唯一的系统管理员，不能停用或去掉管理员角色。请先给另一个人管理员角色。</source>
   <translation>This is the only system administrator; it cannot be disabled or lose the role. Give another person the role first.</translation>
  </message>
  <message>
   <source>这是对方的提问，请直接答复</source>
   <translation>This is their question; answer it</translation>
  </message>
  <message>
   <source>这是替别处送回的内容，县平台没有恢复的记录</source>
   <translation>This was given back for somebody else, and the hub was never restored</translation>
  </message>
  <message>
   <source>这是本机构自己开的单，本机还没有它的记录。请先同步，再从“转诊”里打开。</source>
   <translation>Your own organization issued this slip, but this computer has no record of it. Sync first, then open it under "Referrals".</translation>
  </message>
  <message>
   <source>这是要送到县平台去的文件，不是县平台的答复，没有收进任何内容，本机数据没有变。请选从县平台带回来的文件。</source>
   <translation>This is the file for the hub, not its answer. Nothing was taken in and nothing here changed. Choose the file that came back from the hub.</translation>
  </message>
  <message>
   <source>这条线路不能移交患者，没有改动。请联网后再试。</source>
   <translation>This line cannot hand patients over; nothing was changed. Please try again online.</translation>
  </message>
  <message>
   <source>这条记录由别的机构管理，县平台不收本机构的改动</source>
   <translation>This record is kept by another organization; the county hub does not take your change</translation>
  </message>
  <message>
   <source>这条记录的格式县平台读不懂</source>
   <translation>The county hub cannot read the format of this record</translation>
  </message>
  <message>
   <source>这次同步没有进展，已停下。本机的内容都在。请稍后再试；如一直这样，请联系县平台管理员。</source>
   <translation>This sync made no headway and has stopped. Everything is still on this PC. Try again later; if it goes on like this, call the county's administrator.</translation>
  </message>
  <message>
   <source>这次没有核对成：还有 {count} 项没有传完。传完后会自动核对。</source>
   <translation>Not compared this time: {count} are still unsent. It is done by itself afterwards.</translation>
  </message>
  <message>
   <source>这次转诊已结束，不能再更正</source>
   <translation>This referral has ended and can no longer be corrected</translation>
  </message>
  <message>
   <source>这次转诊已转给别的机构，本机构不能再“{event}”</source>
   <translation>This referral went on to another organization; yours can no longer "{event}"</translation>
  </message>
  <message>
   <source>这次转诊已转给别的机构，本机构不能再写咨询</source>
   <translation>This referral was passed on to another institution; nothing can be written from here</translation>
  </message>
  <message>
   <source>这次转诊已转给别的机构，本机构不能再加附件</source>
   <translation>This referral was passed on to another institution; nothing can be attached from here</translation>
  </message>
  <message>
   <source>这段时间没有要做的随访，没有表可以打印。</source>
   <translation>No follow-up is due in this time; there is no sheet to print.</translation>
  </message>
  <message>
   <source>这种纸太小，放不下转诊单的内容，所以没有打印，数据都在。请在打印设置里换大一些的纸（如 A4）。</source>
   <translation>This paper is too small for a referral slip, so nothing was printed; the data is kept. Choose a larger paper (such as A4) in the print settings.</translation>
  </message>
  <message>
   <source>这类记录只能补充、不能修改</source>
   <translation>Records of this kind can only be added to, not changed</translation>
  </message>
  <message>
   <source>这类资料由县平台统一维护</source>
   <translation>Data of this kind is kept by the county hub</translation>
  </message>
  <message>
   <source>这里是练习，编的内容不能加入县平台。</source>
   <translation>This is practice: invented data cannot join the county hub.</translation>
  </message>
  <message>
   <source>进餐</source>
   <translation>Eating</translation>
  </message>
  <message>
   <source>连不上县平台</source>
   <translation>County hub cannot be reached</translation>
  </message>
  <message>
   <source>连不上县平台，可能是线路断了。本机数据安全，可以照常工作，恢复后自动上传。</source>
   <translation>The county hub cannot be reached; the line may be down. Data on this computer is safe; go on working, it uploads when the line is back.</translation>
  </message>
  <message>
   <source>连续两次控制不满意，建议转诊</source>
   <translation>Not controlled twice in a row; referral advised</translation>
  </message>
  <message>
   <source>追踪</source>
   <translation>Tracking</translation>
  </message>
  <message>
   <source>退出</source>
   <translation>Log out</translation>
  </message>
  <message>
   <source>退回原因</source>
   <translation>Reason for sending back</translation>
  </message>
  <message>
   <source>送审</source>
   <translation>Handed in for review</translation>
  </message>
  <message>
   <source>选“其他”时请写明原因或建议</source>
   <translation>With "Other", please give the reason or advice</translation>
  </message>
  <message>
   <source>选定</source>
   <translation>Choose</translation>
  </message>
  <message>
   <source>途中情况</source>
   <translation>On the way</translation>
  </message>
  <message>
   <source>遇到的困难</source>
   <translation>Difficulties met</translation>
  </message>
  <message>
   <source>遵医行为</source>
   <translation>Adherence to advice</translation>
  </message>
  <message>
   <source>都已上传，还没有核对是否完整。</source>
   <translation>All uploaded; completeness not checked yet.</translation>
  </message>
  <message>
   <source>都已送出，但两边还对不上。</source>
   <translation>Everything was sent, but the two sides do not agree yet.</translation>
  </message>
  <message>
   <source>重</source>
   <translation>Heavy</translation>
  </message>
  <message>
   <source>重新发出</source>
   <translation>Send again</translation>
  </message>
  <message>
   <source>锁定</source>
   <translation>Lock</translation>
  </message>
  <message>
   <source>长期用药</source>
   <translation>Long-term medication</translation>
  </message>
  <message>
   <source>门诊</source>
   <translation>Outpatient</translation>
  </message>
  <message>
   <source>门诊处理</source>
   <translation>Outpatient treatment</translation>
  </message>
  <message>
   <source>间断</source>
   <translation>Irregular</translation>
  </message>
  <message>
   <source>间断用药</source>
   <translation>Irregular medication</translation>
  </message>
  <message>
   <source>附件</source>
   <translation>Attachment</translation>
  </message>
  <message>
   <source>附件传坏了，会自动重传。</source>
   <translation>The attachment was damaged on the way and will be sent again by itself.</translation>
  </message>
  <message>
   <source>附件名称</source>
   <translation>Attachment name</translation>
  </message>
  <message>
   <source>附件太大，县平台没有接收。</source>
   <translation>The attachment is too large; the county hub did not take it.</translation>
  </message>
  <message>
   <source>附件没有传完，线路好时会接着传。</source>
   <translation>Attachments are not all through; they go on when the line is better.</translation>
  </message>
  <message>
   <source>附件类别</source>
   <translation>Kind of attachment</translation>
  </message>
  <message>
   <source>附件要从断开处继续传。</source>
   <translation>The attachment must go on from where it was cut off.</translation>
  </message>
  <message>
   <source>附件请求不完整，县平台没有接收。</source>
   <translation>The request for the attachment was incomplete; the county hub did not take it.</translation>
  </message>
  <message>
   <source>附件都已送到和取回，本机存有 {n} 个。</source>
   <translation>All attachments are sent and fetched; {n} are kept here.</translation>
  </message>
  <message>
   <source>附件：送出 {up} 个，取回 {down} 个。</source>
   <translation>Attachments: {up} sent, {down} fetched.</translation>
  </message>
  <message>
   <source>随机或餐后血糖</source>
   <translation>Random or postprandial glucose</translation>
  </message>
  <message>
   <source>随访</source>
   <translation>Follow-up</translation>
  </message>
  <message>
   <source>随访分类</source>
   <translation>Follow-up category</translation>
  </message>
  <message>
   <source>随访医生</source>
   <translation>Follow-up doctor</translation>
  </message>
  <message>
   <source>随访医生签名</source>
   <translation>Follow-up doctor's signature</translation>
  </message>
  <message>
   <source>随访方式</source>
   <translation>Way of follow-up</translation>
  </message>
  <message>
   <source>随访日期</source>
   <translation>Follow-up date</translation>
  </message>
  <message>
   <source>随访日期不是有效日期</source>
   <translation>The follow-up date is not valid</translation>
  </message>
  <message>
   <source>随访日期在今天之前，请改为今天或以后</source>
   <translation>The follow-up date is before today; choose today or later</translation>
  </message>
  <message>
   <source>随访日期在今天之后，请核对</source>
   <translation>The follow-up date is after today; please check</translation>
  </message>
  <message>
   <source>随访日期早于出生日期，请核对</source>
   <translation>The follow-up date is before the date of birth; please check</translation>
  </message>
  <message>
   <source>随访日期要写成 2026-11-20 这样。</source>
   <translation>Write the follow-up date like 2026-11-20.</translation>
  </message>
  <message>
   <source>随访时答“很满意”“满意”的 ÷ 答了这一问的</source>
   <translation>Answered "very content" or "content" at the visit ÷ answered the question</translation>
  </message>
  <message>
   <source>随访终止原因</source>
   <translation>Reason for ending follow-up</translation>
  </message>
  <message>
   <source>随访表</source>
   <translation>Follow-up form</translation>
  </message>
  <message>
   <source>随访计划</source>
   <translation>Follow-up plan</translation>
  </message>
  <message>
   <source>随访计划终止：{form}</source>
   <translation>Follow-up plan ended: {form}</translation>
  </message>
  <message>
   <source>难以控制</source>
   <translation>Hard to control</translation>
  </message>
  <message>
   <source>需要{what}：请在提示处输入，或放进环境变量 {name}，或写在文件里。</source>
   <translation>{what} is needed: type it when asked, put it into the environment variable {name}, or write it into a file.</translation>
  </message>
  <message>
   <source>需要协助，在适当的时间内完成部分穿衣</source>
   <translation>Needs help, dresses partly in enough time</translation>
  </message>
  <message>
   <source>需要协助，如切碎、搅拌食物等</source>
   <translation>Needs help, e.g. with cutting and mixing food</translation>
  </message>
  <message>
   <source>需要处理后紧急转诊：{why}</source>
   <translation>Treat, then refer urgently: {why}</translation>
  </message>
  <message>
   <source>需要特别交代</source>
   <translation>Special notes</translation>
  </message>
  <message>
   <source>页码写成 2 或 2-3；全部打印就留空</source>
   <translation>Write pages as 2 or 2-3; leave empty to print all</translation>
  </message>
  <message>
   <source>项目</source>
   <translation>Item</translation>
  </message>
  <message>
   <source>预约 {when}</source>
   <translation>Appointment {when}</translation>
  </message>
  <message>
   <source>频繁</source>
   <translation>Frequent</translation>
  </message>
  <message>
   <source>食欲减退、恶心、呕吐</source>
   <translation>Poor appetite, nausea, vomiting</translation>
  </message>
  <message>
   <source>饮食情况</source>
   <translation>Diet</translation>
  </message>
  <message>
   <source>首诊总人次</source>
   <translation>All first visits</translation>
  </message>
  <message>
   <source>高血压患者随访服务记录表</source>
   <translation>Follow-up form for hypertension</translation>
  </message>
  <message>
   <source>高血压随访</source>
   <translation>Hypertension follow-up</translation>
  </message>
  <message>
   <source>鼻衄出血不止</source>
   <translation>Nosebleed that does not stop</translation>
  </message>
  <message>
   <source>（{now} － {then}）÷ {then}</source>
   <translation>({now} − {then}) ÷ {then}</translation>
  </message>
  <message>
   <source>（尚未同步到本机）</source>
   <translation>(not here yet)</translation>
  </message>
  <message>
   <source>（数据截至 {day}，本年尚未结束；各年都按同样的日期比较）</source>
   <translation> (data up to {day}, year not ended; every year is compared to the same date)</translation>
  </message>
  <message>
   <source>（空）</source>
   <translation>(empty)</translation>
  </message>
  <message>
   <source>，</source>
   <translation>, </translation>
  </message>
  <message>
   <source>；</source>
   <translation>; </translation>
  </message>
 </context>
 <context>
  <name>dates</name>
  <message>
   <source>周一</source>
   <translation>Mon</translation>
  </message>
  <message>
   <source>周三</source>
   <translation>Wed</translation>
  </message>
  <message>
   <source>周二</source>
   <translation>Tue</translation>
  </message>
  <message>
   <source>周五</source>
   <translation>Fri</translation>
  </message>
  <message>
   <source>周六</source>
   <translation>Sat</translation>
  </message>
  <message>
   <source>周四</source>
   <translation>Thu</translation>
  </message>
  <message>
   <source>周日</source>
   <translation>Sun</translation>
  </message>
  <message>
   <source>如 0315、今天、+14</source>
   <translation>e.g. 0315, 20260315, +14</translation>
  </message>
  <message>
   <source>星期一</source>
   <translation>Monday</translation>
  </message>
  <message>
   <source>星期三</source>
   <translation>Wednesday</translation>
  </message>
  <message>
   <source>星期二</source>
   <translation>Tuesday</translation>
  </message>
  <message>
   <source>星期五</source>
   <translation>Friday</translation>
  </message>
  <message>
   <source>星期六</source>
   <translation>Saturday</translation>
  </message>
  <message>
   <source>星期四</source>
   <translation>Thursday</translation>
  </message>
  <message>
   <source>星期日</source>
   <translation>Sunday</translation>
  </message>
 </context>
 <context>
  <name>help</name>
  <message>
   <source>两边改得不一样</source>
   <translation>Changed differently on both sides</translation>
  </message>
  <message>
   <source>停网照常用</source>
   <translation>Working without a network</translation>
  </message>
  <message>
   <source>写转诊单</source>
   <translation>Writing a referral</translation>
  </message>
  <message>
   <source>县医院转诊台</source>
   <translation>County hospital referral desk</translation>
  </message>
  <message>
   <source>备份与恢复</source>
   <translation>Backup and restore</translation>
  </message>
  <message>
   <source>家庭医生签约</source>
   <translation>Family doctor contract</translation>
  </message>
  <message>
   <source>导入名册</source>
   <translation>Importing a list</translation>
  </message>
  <message>
   <source>快捷键</source>
   <translation>Keyboard shortcuts</translation>
  </message>
  <message>
   <source>打印</source>
   <translation>Print</translation>
  </message>
  <message>
   <source>接回患者与随访</source>
   <translation>Taking patients back and follow-up</translation>
  </message>
  <message>
   <source>数据往来</source>
   <translation>Data exchange</translation>
  </message>
  <message>
   <source>登记患者</source>
   <translation>Register patient</translation>
  </message>
  <message>
   <source>第一次使用</source>
   <translation>First use</translation>
  </message>
  <message>
   <source>统计</source>
   <translation>Statistics</translation>
  </message>
  <message>
   <source>设置</source>
   <translation>Settings</translation>
  </message>
  <message>
   <source>转诊流程表</source>
   <translation>Referral flow table</translation>
  </message>
  <message>
   <source>附件、咨询与知情同意</source>
   <translation>Attachments, advice, consent</translation>
  </message>
 </context>
 <context>
  <name>pages</name>
  <message>
   <source>家庭医生签约</source>
   <translation>Family doctor contract</translation>
  </message>
  <message>
   <source>工作台</source>
   <translation>Today</translation>
  </message>
  <message>
   <source>帮助</source>
   <translation>Help</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patients</translation>
  </message>
  <message>
   <source>扫码接收</source>
   <translation>Scan to receive</translation>
  </message>
  <message>
   <source>提醒</source>
   <translation>Reminders</translation>
  </message>
  <message>
   <source>收件箱</source>
   <translation>Inbox</translation>
  </message>
  <message>
   <source>数据往来</source>
   <translation>Exchange</translation>
  </message>
  <message>
   <source>统计</source>
   <translation>Statistics</translation>
  </message>
  <message>
   <source>设置</source>
   <translation>Settings</translation>
  </message>
  <message>
   <source>转诊</source>
   <translation>Referrals</translation>
  </message>
  <message>
   <source>转诊单</source>
   <translation>Referral slip</translation>
  </message>
  <message>
   <source>随访</source>
   <translation>Follow-ups</translation>
  </message>
  <message>
   <source>随访登记</source>
   <translation>Record follow-up</translation>
  </message>
  <message>
   <source>需要您决定</source>
   <translation>To decide</translation>
  </message>
 </context>
 <context>
  <name>referral_columns</name>
  <message>
   <source>事项</source>
   <translation>Matter</translation>
  </message>
  <message>
   <source>对方</source>
   <translation>Other side</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patient</translation>
  </message>
  <message>
   <source>时间</source>
   <translation>Time</translation>
  </message>
  <message>
   <source>现在</source>
   <translation>Now</translation>
  </message>
  <message>
   <source>转来 {dept}</source>
   <translation>for {dept}</translation>
  </message>
 </context>
 <context>
  <name>settings</name>
  <message>
   <source>代码表</source>
   <translation>Code tables</translation>
  </message>
  <message>
   <source>单号登记</source>
   <translation>Slip numbers</translation>
  </message>
  <message>
   <source>县平台</source>
   <translation>County hub</translation>
  </message>
  <message>
   <source>备份与恢复</source>
   <translation>Backup and restore</translation>
  </message>
  <message>
   <source>安全与检查</source>
   <translation>Security and checks</translation>
  </message>
  <message>
   <source>审核与时限</source>
   <translation>Review, limits</translation>
  </message>
  <message>
   <source>家庭医生团队</source>
   <translation>Family doctor team</translation>
  </message>
  <message>
   <source>往来机构</source>
   <translation>Partners</translation>
  </message>
  <message>
   <source>我的密码</source>
   <translation>My password</translation>
  </message>
  <message>
   <source>打印</source>
   <translation>Print</translation>
  </message>
  <message>
   <source>本机构</source>
   <translation>Own organization</translation>
  </message>
  <message>
   <source>界面</source>
   <translation>Appearance</translation>
  </message>
  <message>
   <source>练习</source>
   <translation>Practice</translation>
  </message>
  <message>
   <source>联系卡</source>
   <translation>Contact cards</translation>
  </message>
  <message>
   <source>账号</source>
   <translation>Accounts</translation>
  </message>
  <message>
   <source>附件与同意书</source>
   <translation>Attachments</translation>
  </message>
  <message>
   <source>随访标准</source>
   <translation>Follow-up limits</translation>
  </message>
 </context>
 <context>
  <name>shortcuts</name>
  <message>
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>到期随访</source>
   <translation>Follow-ups due</translation>
  </message>
  <message>
   <source>刷新</source>
   <translation>Refresh</translation>
  </message>
  <message>
   <source>帮助</source>
   <translation>Help</translation>
  </message>
  <message>
   <source>急诊先转</source>
   <translation>Emergency referral</translation>
  </message>
  <message>
   <source>打印</source>
   <translation>Print</translation>
  </message>
  <message>
   <source>新建转诊</source>
   <translation>New referral</translation>
  </message>
  <message>
   <source>查找患者</source>
   <translation>Find patient</translation>
  </message>
  <message>
   <source>立即同步</source>
   <translation>Sync now</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>预览</source>
   <translation>Preview</translation>
  </message>
 </context>
 <context>
  <name>statistics</name>
  <message>
   <source>{n} 例超 {limit} 小时</source>
   <translation>{n} over {limit} hours</translation>
  </message>
  <message>
   <source>{n} 天</source>
   <translation>{n} d</translation>
  </message>
  <message>
   <source>{n} 小时</source>
   <translation>{n} h</translation>
  </message>
  <message>
   <source>上期</source>
   <translation>Last period</translation>
  </message>
  <message>
   <source>中位</source>
   <translation>Median</translation>
  </message>
  <message>
   <source>例数</source>
   <translation>Cases</translation>
  </message>
  <message>
   <source>分子</source>
   <translation>Count</translation>
  </message>
  <message>
   <source>分母</source>
   <translation>Out of</translation>
  </message>
  <message>
   <source>医生</source>
   <translation>Doctor</translation>
  </message>
  <message>
   <source>去年同期</source>
   <translation>Last year</translation>
  </message>
  <message>
   <source>同比</source>
   <translation>Year on year</translation>
  </message>
  <message>
   <source>完成</source>
   <translation>Completed</translation>
  </message>
  <message>
   <source>完成率</source>
   <translation>Done</translation>
  </message>
  <message>
   <source>完成计划</source>
   <translation>Of the plan</translation>
  </message>
  <message>
   <source>对方</source>
   <translation>Other side</translation>
  </message>
  <message>
   <source>平均</source>
   <translation>Average</translation>
  </message>
  <message>
   <source>平均响应（小时）</source>
   <translation>Mean answer (hours)</translation>
  </message>
  <message>
   <source>患者</source>
   <translation>Patient</translation>
  </message>
  <message>
   <source>指标</source>
   <translation>Indicator</translation>
  </message>
  <message>
   <source>日期</source>
   <translation>Date</translation>
  </message>
  <message>
   <source>时长</source>
   <translation>Duration</translation>
  </message>
  <message>
   <source>未填写</source>
   <translation>Not filled in</translation>
  </message>
  <message>
   <source>未达标</source>
   <translation>Below target</translation>
  </message>
  <message>
   <source>本期</source>
   <translation>This period</translation>
  </message>
  <message>
   <source>机构</source>
   <translation>Organization</translation>
  </message>
  <message>
   <source>流入</source>
   <translation>In</translation>
  </message>
  <message>
   <source>流出</source>
   <translation>Out</translation>
  </message>
  <message>
   <source>环比</source>
   <translation>Period on period</translation>
  </message>
  <message>
   <source>目标</source>
   <translation>Target</translation>
  </message>
  <message>
   <source>算法</source>
   <translation>Formula</translation>
  </message>
  <message>
   <source>结果</source>
   <translation>Result</translation>
  </message>
  <message>
   <source>被拒</source>
   <translation>Refused</translation>
  </message>
  <message>
   <source>计划</source>
   <translation>Plan</translation>
  </message>
  <message>
   <source>诊断</source>
   <translation>Diagnosis</translation>
  </message>
  <message>
   <source>超时</source>
   <translation>Over time</translation>
  </message>
  <message>
   <source>达标</source>
   <translation>On target</translation>
  </message>
  <message>
   <source>项目</source>
   <translation>Item</translation>
  </message>
 </context>
 <context>
  <name>trays</name>
  <message>
   <source>上纸盒</source>
   <translation>Upper tray</translation>
  </message>
  <message>
   <source>下纸盒</source>
   <translation>Lower tray</translation>
  </message>
  <message>
   <source>中纸盒</source>
   <translation>Middle tray</translation>
  </message>
  <message>
   <source>信封</source>
   <translation>Envelope</translation>
  </message>
  <message>
   <source>后部进纸</source>
   <translation>Rear feed</translation>
  </message>
  <message>
   <source>手送</source>
   <translation>Manual feed</translation>
  </message>
  <message>
   <source>纸盒</source>
   <translation>Tray</translation>
  </message>
  <message>
   <source>纸盒 {n}</source>
   <translation>Tray {n}</translation>
  </message>
  <message>
   <source>自动</source>
   <translation>Automatic</translation>
  </message>
  <message>
   <source>链式进纸（连续纸）</source>
   <translation>Tractor (continuous paper)</translation>
  </message>
 </context>
</TS>
